import { readVocabulary } from '../cucumber/vocabulary';
import { BadInput, exitStatus } from '../errors';

/** `endstate steps`: what each step says, with an example. */
export async function steps(word?: string): Promise<number> {
  const entries = await readVocabulary();
  const wanted = word?.toLowerCase() ?? '';
  const found = entries.filter(({ says, example }) => `${says}\n${example}`.toLowerCase().includes(wanted));
  if (found.length === 0)
    throw new BadInput({ what: `no step holds "${wanted}"`, next: 'endstate steps lists them all' });
  for (const topic of new Set(found.map((entry) => entry.topic))) {
    process.stdout.write(`${topic}\n`);
    for (const { says, example } of found.filter((entry) => entry.topic === topic)) {
      process.stdout.write(`${indent(example, 2)}\n${indent(says, 6)}\n`);
    }
  }
  return exitStatus.pass;
}

function indent(text: string, by: number): string {
  return text.replaceAll(/^/gm, ' '.repeat(by));
}
