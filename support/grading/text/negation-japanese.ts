import { covers } from './clauses';
import type { Place } from './words';

// What says no after its word: endings, adjectives, and verbs of taking away.
const negators =
  /ない|なかった|なく(?!とも)|なければ|ません|(?<=[ら-ろさせえわかたけてめきいじりれべ])ず(?=に|[、,。\s\p{Script=Han}\p{Script=Katakana}a-z]|$)|ぬ(?=[。、]|$)|無い|無く|無かった|無し|なし|無効|オフ|停止|削除|排除|除去|不在|撤廃|廃止|取り除|取り外|排し|除い|外し|撤去|抜い|(?<=る|対応|実装|追加|導入|サポート)前(?=[のにでだ、。])|抜き|(?<=[a-z] ?)(?:レス|フリー)/gu;
// What looks like one and is none, from just before the negator on.
const none =
  /^(?:だけでは?なく|だけでは?ない|のみでは?なく|のみなら|に?違いな|間違いな|に?ほかなら|に?他なら|(?:では|じゃ|ん)ない(?:だろう|でしょう)?か|ないだろうか|ないでしょうか|かもしれ(?:ない|ません)|少な|すくな|なければなら|問題な|言うまでもな|しかな|とは限らない|わからない|分からない|もったいない|つまらない|やむを得な|なくなる前)/u;
const lookBack = 6;

/** Carry a "not" on to what they are said of: "有効ではない", "の設定はされていない". Latin ones for mixed text. */
const light =
  /姿|影|形|名前|名|気配|記載|表示|見え|見つか|エントリ|ポッド|有効|無効|機能|設定|変更|指定|使用|利用|使|用い|構成|導入|行|存在|見当た|見られ|確認|実施|デプロイ|動作|稼働|稼動|動|起動|停止|削除|排除|除去|インストール|配置|展開|経由|通|介|デーモンセット|コンテナ|プロセス|モード|状態|必要|依存|頼|居|含|立|走|働|採用|適用|実行|オン|自体|pods?|daemonsets?|replicasets?|enabled?|true|mode/gu;
const stops = /[、。,;「」]/u;
const kana = /[\u3040-\u309Fー\s:=(|']/u;
const boundary = /ので(?![はも])|ため(?!では|じゃ)|けれど|けど|のに|ながら|(?:[るたただい]が$)/u;
// A verb before a noun is about that noun: "置き換えたCiliumは使われていない".
const attributive = /^[^はがもをでに]*[るたいな]$/u;

/** Each "not" is about the word before it; a light one passes it on to its own. */
export function* japaneseNegations(sentence: string, places: readonly Place[]): Generator<Place> {
  const lights = [...sentence.matchAll(light)].map(({ index, 0: word }) => ({
    start: index,
    end: index + word.length,
  }));
  for (const { index } of sentence.matchAll(negators)) {
    if (isNone(sentence, index) || isOnly(sentence, index)) continue;
    // A word that has a "not" of its own (「意味がな」) is not negated by it.
    const others = places.filter((place) => !covers(place, index));
    yield* headOf(sentence, index, others, lights);
  }
}

function isNone(sentence: string, at: number): boolean {
  for (let back = 0; back <= lookBack; back++) {
    const [match] = none.exec(sentence.slice(Math.max(0, at - back), at + 12)) ?? [];
    if (match !== undefined && match.length > back) return true;
  }
  return false;
}

/** "1.13からしか実装されていない": only from there, but there it is. */
function isOnly(sentence: string, at: number): boolean {
  const clause = sentence.slice(Math.max(0, at - 40), at);
  return /しか[^、。は]{0,40}$/u.test(clause);
}

type Reach = { readonly start: number; readonly end: number };

function* headOf(sentence: string, from: number, places: readonly Place[], lights: readonly Reach[]): Generator<Place> {
  let at = from;
  for (;;) {
    const last = endOfWord(sentence, at);
    if (last === undefined) return;
    const known = places.filter((place) => covers(place, last));
    const passing = lights.find((word) => covers(word, last));
    if (at !== from && attributive.test(sentence.slice(last + 1, at)) && sentence.slice(last + 1, at).length > 1)
      return;
    yield* known;
    if (!passing) return;
    at = passing.start;
  }
}

/** The last letter of the word before a place, past its ending and particles. */
function endOfWord(sentence: string, from: number): number | undefined {
  let at = from - 1;
  while (at >= 0 && kana.test(sentence[at] as string)) at--;
  if (at < 0 || stops.test(sentence[at] as string)) return undefined;
  return boundary.test(sentence.slice(at + 1, from)) ? undefined : at;
}
