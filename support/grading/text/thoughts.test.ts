import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textRubric } from './rubric';
import { suggestMarks } from './suggest';

const rubric = textRubric('r.yaml', {
  words: { tool: ['tool', 'ツール'], works: ['work*', 'runs', '動', '効'] },
  items: [{ id: 'works', what: 'the tool works', points: 10, any: [['tool', 'works']] }],
});
const standing = (report: string) => suggestMarks(report, rubric, []).items[0]?.standing;

const expected: Readonly<Record<string, readonly string[]>> = {
  uncertain: [
    'We suspected that the tool works.',
    'At first we thought the tool works.',
    'My first idea was that the tool works on each node, as it always did.',
    'That the tool works there was my first thought.',
    'The tool works, we assumed.',
    'Some say that the tool works.',
    'It looks like the tool works.',
    'The tool has a mode in which it works.',
    'My first idea was that the tool works. Then I looked. The tool does not work.',
    'ツールが動いていると疑った。',
    'ツールが動いていると思ったが、証拠がない。',
    'ツールが動くという説もある。',
    '当初はツールが動いていると考えた。',
    'ツールには動くモードがある。',
    'ツールには動くモードがある。先輩はこのモードを使っていない。',
    'The tool has a mode in which it works. Nobody uses it.',
  ],
  contrary: [
    'We suspected that the tool works. We no longer think so.',
    'We suspected that the tool works, but this was wrong.',
    'The tool works. This turned out to be wrong.',
    'The tool works. However, that theory was soon ruled out.',
    'The tool works, but that is not so.',
    'ツールが動いていると思ったが違った。',
    'ツールが動いているのではないかとも疑いましたが、そうではありません。',
    'ツールが動いている。しかし、この仮説は棄却された。',
    'ツールが動いていると考えた。結局、違いました。',
    'ツールが動いているという線は消えました。',
  ],
  stated: [
    'The tool works, I think.',
    'We conclude that the tool works.',
    'We suspected that the tool works. The list confirmed this.',
    'We suspected that the tool works, and it turned out to be true.',
    'We suspected the cable, but that was wrong: the tool works.',
    'At first we thought of the cable. This was wrong. The tool works.',
    'The tool works. We were sure of the cable at first, but that was a mistake.',
    'The tool has a mode in which it works. The senior uses this mode.',
    'The tool works. This is not wrong.',
    'ツールが動いていると考えられる。',
    'ツールが動いていると考えます。',
    'ツールが動いているに違いない。先輩の環境は後輩のものと違います。',
    'ツールが動いていると疑った。調べるとその通りだった。',
    'ケーブルを疑ったが違った。ツールが動いている。',
    'ツールには動くモードがある。先輩はこのモードを使っていたに違いありません。',
    'ツールが動いている。DNSの問題だと思ったが、違った。',
    '疑いの余地なくツールが動いている。',
  ],
};

for (const [wanted, reports] of Object.entries(expected))
  for (const report of reports) test(`${wanted}: ${report}`, () => assert.equal(standing(report), wanted));
