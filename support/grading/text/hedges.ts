import { clauseAt, type Span } from './clauses';

/** Words that take a claim back by half. `maybe`: the author does not know. `condition`: it is what would have to be, not what is. */
export interface Hedge extends Span {
  readonly kind: 'maybe' | 'condition';
}

const whole = /(?:[?？]["'」)]*|(?:だろう|でしょう|ません|ます|です|の|た)か。?)$/u;

// Reach to the end of their clause.
const modal =
  /\b(?:may|might|(?:can|could)(?!not|'t|n't| not)(?! (?:also )?(?:see|say|tell|conclude|infer|confirm|find|read|be (?:seen|said|inferred|confirmed|concluded|explained|understood|found|told|read))))\b/gu;
// Reach over their clause, forward over a "because" that follows them at once, and to the end of what they introduce.
const adverb =
  /\b(?:maybe|perhaps|possibl[ey]|possibility|probabl[ey]|likely|presumably|supposedly|allegedly|apparently|seem(?:s|ed)?|appears? to|i (?:guess|suppose|suspect|assume|wonder)|we (?:guess|suppose|suspect|assume)|my guess|a guess|(?<!no |without |without a |beyond )doubt(?:s|ed|ful)?|no (?:evidence|sign|proof|indication|hint|reason to (?:think|believe|assume))|not (?:sure|certain)|unsure|unclear|uncertain|(?:do not|don't|cannot|can't) (?:know|tell|say)|whether|speculat(?:e|ion))\b|おそらく|恐らく|たぶん|多分|ひょっと|もしかする?と|もしかし/gu;
const trailing =
  /かもしれ|かも(?=[。、\s]|$|です|だ)|可能性|だろう|でしょう|(?:では|じゃ|ん)な(?:い|かろう)か|とは限ら|(?:わか|分か)ら(?:な|ず)|わかりません|分かりません|不明|定かで|自信(?:が|は)(?:な|あり)|推測の域|気がする|っぽい|らしい|とは(?:言え|いえ|考えにく|考えられな|思え|断定でき|言い切れ)|(?:証拠|根拠|確証|裏付け)[はがも](?:な|無|ありません|得られ)|べき(?!だった|でした)|もでき(?:る|ます)|よう(?:だ|です|である|に(?:見え|思え))|みたい(?:だ|です|$)|(?:置き?換え)?(?:ことが|[がも]) ?可能|ことができ(?:る|ます)/gu;
const englishCondition =
  /^(?:had|were|should) (?=[a-z])|\b(?:(?<!even |as )if|unless|provided that|suppose|supposing|assuming|in case|would)\b/gu;
const japaneseCondition =
  /(?<!に|え|見|み|調べ|言|い)(?:れば|ならば)|なら(?=[、,])|(?<=[だいっし])たら(?=[、,])|だったら|としたら|とすると|とすれば|だとすると|(?<=[るたい])場合|ていると(?=[、,])|(?:としても|にしても)/gu;

/** Where a normalized sentence hedges. A question hedges all of itself. */
export function hedgesIn(sentence: string, clauses: readonly Span[]): readonly Hedge[] {
  const end = sentence.length;
  if (whole.test(sentence)) return [{ kind: 'maybe', start: 0, end }];
  const each = (expression: RegExp, reach: (at: Span, clause: Span) => Span, kind: Hedge['kind']): readonly Hedge[] =>
    [...sentence.matchAll(expression)].map(({ index, 0: match }) => {
      const at = { start: index, end: index + match.length };
      return { kind, ...reach(at, clauseAt(clauses, index)) };
    });
  return [
    ...each(modal, (at, clause) => ({ start: at.start, end: clause.end }), 'maybe'),
    ...each(adverb, (at, clause) => ({ start: clause.start, end: reachOf(at, sentence, clauses) }), 'maybe'),
    ...each(trailing, (_, clause) => clause, 'maybe'),
    ...each(englishCondition, (at, clause) => ({ start: at.start, end: clause.end }), 'condition'),
    ...each(japaneseCondition, (at, clause) => ({ start: clause.start, end: at.end }), 'condition'),
    ...each(/もし(?!く|か)|仮に/gu, (at) => ({ start: at.start, end: butAfter(at.end, sentence) }), 'condition'),
  ];
}

/** An adverb before a comma or a conjunction is about what follows; "maybe, Cilium …", "probably because …". */
function reachOf({ end }: Span, sentence: string, clauses: readonly Span[]): number {
  const clause = clauseAt(clauses, end);
  const rest = sentence.slice(end, clause.end);
  return /^[\s,、]*$/u.test(rest) ? clauseAt(clauses, clause.end).end : clause.end;
}

/** What would follow is as little so as its condition: up to the next "but". */
function butAfter(from: number, sentence: string): number {
  const but = sentence.slice(from).search(/(?<=[たすだるい])(?:が|けど|けれど|ものの)(?=[、,])|しかし|\bbut\b/u);
  return but < 0 ? sentence.length : from + but;
}
