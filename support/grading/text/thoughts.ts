import { clauseAt, type Span } from './clauses';
import { firstOf, mostFinds } from './words';

/**
 * What a sentence only entertains ("we suspected that …", 「…かと思ったが」), and what it says of such a thought, or of what was said just
 * before ("this turned out to be wrong", 「その通りだった」).
 */
export interface Thoughts {
  readonly entertained: readonly Span[];
  readonly verdicts: readonly Verdict[];
}

/** `earlier`: of the sentence before; otherwise of what this one says until then. */
export interface Verdict extends Span {
  readonly kind: 'rejected' | 'confirmed';
  readonly earlier: boolean;
}

const idea =
  '(?:idea|theory|theories|hypothesis|hypotheses|suspicion|assumption|guess|thought|explanation|claim|impression)';
const kaIdea = '(?:説|仮説|推測|推論|予想|考え|仮定|線|疑い|主張|可能性)';

const thoughtEnglish = new RegExp(
  [
    String.raw`\b(?:suspected|assumed(?! by| (?:its|the|all|their|his) (?:role|job|work|dut|task|respons|function))|wondered|presumed|hypothesi[sz]ed|speculated|guessed)\b`,
    String.raw`\b(?:first|initially|originally|once|also|had|at first,? (?:we|i)) (?:thought|believed|blamed)\b`,
    String.raw`\bconsidered (?:that|whether|if|the possibility|it possible)\b`,
    String.raw`\b(?:(?:first|initial|original) (?:${idea}|instinct|reaction)|(?:my|our) (?:hypothesis|theory|suspicion|assumption|impression))\b`,
    String.raw`\b(?:one|you|people|some|somebody|someone|others?) (?:may |might |could |would )?(?:thinks?|thought|believes?|argues?|says?|claims?)\b`,
    String.raw`\b(?:looks?|looked|sounds?|sounded) (?:like|as (?:if|though))\b|\bat first (?:sight|glance)\b`,
  ].join('|'),
  'gu',
);
// 「と考えられる」, 「と考えますが」 are how a report states things; the past before a "but" is not.
const thoughtJapanese = new RegExp(
  [
    '疑っ|疑い(?!な|の余地|よう)|(?:にら|睨)んだ',
    String.raw`[とか](?:も|は)?(?:思った|思ってい|思いまし|考えた|考えてい(?:た|まし)|考えまし|(?:予想|想定|推測|仮定|想像)(?:した|してい|しまし))[^、。]{0,8}(?:が|けど|けれど|ものの)(?=[、\s,]|$|[\p{Script=Han}\p{Script=Katakana}])`,
    '(?:最初|当初|はじめ|始め)[はに][^。]{0,120}[とか](?:思|考え|予想|想定|推測)',
    `(?:という|との|といった)${kaIdea}[をもはが]`,
  ].join('|'),
  'gu',
);
// What there is, but is not said to be in use: "Cilium has a mode in which …".
const offer = new RegExp(
  [
    String.raw`\b(?:has|have|offers?|provides?|comes with|there (?:is|are)) (?:an?|also an?|its own|several|two) (?:[a-z-]{1,20} ){0,3}(?:mode|option|feature|possibility|setting)s?\b(?! (?:enabled|on|active|set|switched|turned|in use))`,
    '(?:モード|機能|オプション|構成|方式|設定)[がも](?:ある|あり(?!ません)|存在し(?:ま|て|、)(?!せん)|存在する|用意され(?!て(?:い|お)ら?(?:な|ず|ません))|提供され(?!て(?:い|お)ら?(?:な|ず|ません)))',
  ].join('|'),
  'gu',
);

const pronoun = `(?:this|that|it|which|these|those|(?:the|this|that|our|my|both) (?:first |initial |original )?${idea})`;
const adverbs =
  '(?:(?:soon|quickly|later|then|however|clearly|actually|just|simply|plainly|also|indeed|in fact|both|of course) )?';
const rejected = new RegExp(
  [
    String.raw`\b${pronoun} ${adverbs}(?:(?:was|is|were|are|has been|had been|got|could be) ${adverbs}|turned out (?:to be )?|proved (?:to be )?)(?:wrong|false|incorrect|mistaken|untrue|a mistake|a red herring|a dead end|a misunderstanding|ruled out|rejected|refuted|disproved|discarded|dismissed|unfounded|otherwise|not (?:so|true|right|correct|the case|it))\b`,
    String.raw`\b(?:is|was)(?: not|n't) (?:so|the case)\b|\b(?:turned|turns) out (?:to be )?(?:wrong|false|not|otherwise|differently)\b`,
    String.raw`\b(?:we|i) (?:no longer|do not|don't|did not|didn't) (?:think|believe) (?:so|this|that any ?more|that any longer|it any ?more)\b`,
    String.raw`\b(?:rule[ds]?|ruling) (?:this|that|it|them|both) out\b|\b(?:we|i) (?:was|were) (?:wrong|mistaken)\b`,
    String.raw`\b(?:rejected|dropped|discarded|dismissed|abandoned|refuted|gave up|ruled out) (?:this|that|the|our|my)(?: \w{1,20})? ${idea}\b`,
    `(?:そう|それ|これ|(?:この|その|上記の|上の)${kaIdea})(?:では|じゃ|でも|で|は)(?:なかっ|ない(?!場合|と|限り|な|か|だろ|でしょ)|なく|ありません(?!か))`,
    '(?<=^|[、,.。\\s]|(?:これ|それ|実際|結局|予想|推測|結果)は|結局|どうやら|しかし|[たすだる](?:が|けど|けれど|ものの))(?:違|ちが)(?:った|いました|ってい|います|うよう)',
    '(?<=^|[、,.。\\s]|[はが])(?:(?:誤り|間違い|勘違い|思い違い|早とちり|外れ|はずれ)(?:だった|でした|であった|である|であり|です|だと)|間違って(?:いた|いました))',
    'そう(?:し|なっ)てい?(?:ない|なかっ|ません)',
    '(?:棄却|否定|却下)(?:され|し(?!が)|でき(?!な|ま))',
    '(?:線|説|仮説|可能性|疑い)[はがも](?:消え|なくな|無くな|ない|無い|なかった|ありません|薄い|除外)',
  ].join('|'),
  'gu',
);
const confirmed = new RegExp(
  [
    String.raw`(?<!\bnot |n't |never |nobody |no one )\b(?:(?:this|that|it|which|we|i) ${adverbs}(?:was|is|were|has been|could be) ${adverbs}(?:confirmed|verified|proven|proved right|right|true|correct|so|the case|used|enabled|in use)|(?:was|were|been) (?:confirmed|verified|proven)|confirm(?:s|ed) (?:this|that|it|our|my|the)|(?:turned|turns) out (?:to be )?(?:right|true|correct|so|the case)|(?:uses?|used|using|runs?|ran|chose|chosen|enabled|picked|took) (?:exactly |just )?(?:this|that|it|the (?:former|latter)))\b`,
    '(?:その|この|予想|推測)の?(?:通り|とおり|どおり)|(?:正しかった|正しいと|正解だった|合ってい|当たってい)|裏付け(?:られ|が取|も取)|案の定',
    '(?:これ|それ|こちら|(?:この|その)(?:モード|機能|構成|方式|オプション|仕組み))[をがで](?:使|利用|採用|有効|選|用い|動|稼働|構築)(?![^、。違]{0,10}(?:ない|なかっ|ません|ず))',
  ].join('|'),
  'gu',
);

const joint =
  /\b(?:but|however|yet)\b|;|(?<=[たすだる])(?:が|けど|けれども?|ものの)(?=[、,\s]|[\p{Script=Han}\p{Script=Katakana}])/gu;

/** What a normalized sentence entertains, rejects and confirms. */
export function thoughtsIn(sentence: string, clauses: readonly Span[]): Thoughts {
  const joints = spansOf(joint, sentence);
  const entertained = [
    ...spansOf(thoughtEnglish, sentence).map((span) => reachOf(span, sentence, clauses, joints)),
    ...spansOf(thoughtJapanese, sentence).map(({ start, end }) => ({ start: afterJoint(start, joints), end })),
    ...spansOf(offer, sentence)
      .map(({ start }) => clauseAt(clauses, start))
      // Of a version it is a fact: "1.13 has a setting for it".
      .filter(({ start, end }) => !/\d\.\d/.test(sentence.slice(start, end))),
  ];
  const verdictsOf = (expression: RegExp, kind: Verdict['kind']) =>
    spansOf(expression, sentence).map((span) => {
      const thought = entertained.some(({ start }) => start < span.start);
      return { kind, ...span, earlier: !thought && !isJoined(span.start, clauses, joints) };
    });
  return { entertained, verdicts: [...verdictsOf(rejected, 'rejected'), ...verdictsOf(confirmed, 'confirmed')] };
}

function spansOf(expression: RegExp, sentence: string): readonly Span[] {
  return firstOf(sentence.matchAll(expression), mostFinds).map(({ index, 0: match }) => ({
    start: index,
    end: index + match.length,
  }));
}

/** A thought goes on to the next "but"; one that is named at the end is what was said before. */
function reachOf({ start, end }: Span, sentence: string, clauses: readonly Span[], joints: readonly Span[]): Span {
  const isLast = /^[\s.,!"')]{0,5}$/u.test(sentence.slice(end));
  return {
    start: isLast ? afterJoint(start, joints) : clauseAt(clauses, start).start,
    end: joints.find((other) => other.start >= end)?.start ?? sentence.length,
  };
}

/** Where what a place belongs to began: after the last "but" before it. */
function afterJoint(at: number, joints: readonly Span[]): number {
  return joints.findLast(({ end }) => end < at)?.end ?? 0;
}

/** Behind a "but" that has something before it: "X, but this is wrong". After a "because" it is about what was said earlier. */
function isJoined(at: number, clauses: readonly Span[], joints: readonly Span[]): boolean {
  const clause = clauseAt(clauses, at);
  return joints.some(({ start, end }) => start > 0 && end <= at && end >= clause.start - 3);
}
