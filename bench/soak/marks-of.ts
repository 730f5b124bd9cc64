/** What an answer got. */
export interface Marks {
  readonly total: number;
  readonly complete: boolean;
  /** The verdict of each item, by its id. */
  readonly items: Readonly<Record<string, string>>;
  /** The rules broken, by name, each once. */
  readonly broken: readonly string[];
}

interface Written {
  readonly answers: readonly {
    readonly answer: string;
    readonly marks: {
      readonly total: number;
      readonly complete: boolean;
      readonly items: readonly { readonly id: string; readonly verdict: string }[];
      readonly broken: readonly { readonly rule: string }[];
    };
  }[];
}

/** The marks of each answer in the text of a marks.json. */
export function marksOf(text: string): Readonly<Record<string, Marks>> {
  const { answers } = JSON.parse(text) as Written;
  return Object.fromEntries(
    answers.map(({ answer, marks: { total, complete, items, broken } }) => [
      answer,
      {
        total,
        complete,
        items: Object.fromEntries(items.map(({ id, verdict }) => [id, verdict])),
        broken: [...new Set(broken.map(({ rule }) => rule))].sort(),
      },
    ]),
  );
}

export interface Compared {
  readonly right: number;
  /** A line each. What was not decided is no wrong verdict. */
  readonly wrong: readonly string[];
  readonly inconclusive: readonly string[];
}

/** Marks against the golden ones; an answer that has only one of the two is wrong. */
export function compareMarks(got: Readonly<Record<string, Marks>>, golden: Readonly<Record<string, Marks>>): Compared {
  const names = Object.keys({ ...golden, ...got });
  const differing = names.filter((name) => JSON.stringify(got[name]) !== JSON.stringify(golden[name]));
  const open = differing.filter((name) => golden[name]?.complete === true && got[name]?.complete === false);
  const line = (name: string) => `${name}: ${JSON.stringify(got[name])}, golden ${JSON.stringify(golden[name])}`;
  return {
    right: names.length - differing.length,
    wrong: differing.filter((name) => !open.includes(name)).map(line),
    inconclusive: open.map(line),
  };
}
