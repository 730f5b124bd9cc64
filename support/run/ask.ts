import { once } from 'node:events';
import type { Live } from '../report/live';

let turn: Promise<unknown> = Promise.resolve();

/** Shows a text and waits for Enter; one question at a time. A closed standard input goes on at once. */
export function waitForEnter(live: Live, text: string): Promise<void> {
  const mine = turn.then(async () => {
    live.suspend();
    process.stdout.write(`\n${text}\n`);
    process.stdin.resume();
    await Promise.race([once(process.stdin, 'data'), once(process.stdin, 'end')]);
    process.stdin.pause();
    live.resume();
  });
  turn = mine.catch(() => {});
  return mine;
}
