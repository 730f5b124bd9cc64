import { type ChildProcess, fork } from 'node:child_process';
import { lstatSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { BadInput, Inconclusive, messageOf } from '../errors';
import type { ReadAnswer, Reading } from './answer';
import { type AnswerLimits, answerLimits } from './limits';
import type { FromReader, ToReader } from './protocol';
import { refused, shown } from './refused';

/**
 * Reads a folder, a `.tar`, `.tar.gz` or `.zip` of a stranger's in a process of its own, which is ended when the deadline has passed:
 * never hangs, writes nothing. What an answer must not hold comes back as the rule that it breaks.
 *
 * Rejects with BadInput where the path is not there to be read, with Inconclusive where the reader died by no fault of the
 * answer's.
 */
export async function readAnswer(path: string, limits: AnswerLimits = answerLimits): Promise<Reading> {
  requireAnswer(path);
  const name = answerName(path);
  if (shown(name) !== name) {
    const said = `the name "${shown(name)}" has a character that cannot be seen`;
    return { refused: refused('paths', said, name).broken };
  }
  return ask({ path: resolve(path), name, limits, asItIs: false });
}

/** Reads what {@link writeAnswer} has laid, in the same way. Rejects with Inconclusive where it is not what it was. */
export async function readLaidAnswer(folder: string, name: string, hash: string): Promise<ReadAnswer> {
  requireAnswer(folder);
  const reading = await ask({ path: resolve(folder), name, limits: answerLimits, asItIs: true });
  if ('files' in reading && reading.hash === hash) return reading;
  throw new Inconclusive({
    what: `${folder} is not what was laid there`,
    next: 'remove it, and grade the answer again',
  });
}

/** What an answer is called: its folder or archive, without `.zip` and the like. */
export function answerName(path: string): string {
  return basename(resolve(path)).replace(/\.(zip|tar|tgz|tar\.gz)$/i, '');
}

/** Throws BadInput where nothing is at the path. */
export function requireAnswer(path: string): void {
  try {
    lstatSync(path);
  } catch (error) {
    throw new BadInput({ what: `there is no answer at ${path}`, last: messageOf(error) }, { cause: error });
  }
}

async function ask(question: ToReader): Promise<Reading> {
  const reader = fork(join(__dirname, 'reader.ts'), {
    execArgv: ['-r', join(__dirname, '../../bin/register.js'), `--max-old-space-size=${question.limits.heapMiB}`],
    // Nothing that this process was told is the reader's business.
    env: {},
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  try {
    return await answerOf(reader, question);
  } finally {
    reader.kill('SIGKILL');
  }
}

function answerOf(reader: ChildProcess, question: ToReader): Promise<Reading> {
  const { deadlineMs, heapMiB } = question.limits;
  let printed = '';
  reader.stderr?.setEncoding('utf8').on('data', (text: string) => {
    printed = (printed + text).slice(-4_000);
  });
  return new Promise((settle, reject) => {
    const late = setTimeout(() => {
      const said = `it could not be read within ${deadlineMs / 1_000} s`;
      settle({ refused: refused('limits', said).broken });
    }, deadlineMs);
    reader.once('message', (word: FromReader) => {
      if ('reading' in word) settle(received(word.reading));
      else reject(unreadable(question, word));
    });
    reader.once('error', reject);
    // Its streams are at their end by then, and what it said has been taken.
    reader.once('close', () => {
      clearTimeout(late);
      if (/heap out of memory/.test(printed)) {
        settle({ refused: refused('limits', `it could not be read within ${heapMiB} MiB of memory`).broken });
        return;
      }
      const what = `the process that reads the answer ${question.name} ended without a word`;
      reject(new Inconclusive({ what, last: printed || `status ${reader.exitCode ?? reader.signalCode}` }));
    });
    reader.send(question, () => {}); // one that is gone says so by its end
  });
}

/** Between processes a Buffer's bytes lie in a piece of memory that they all share. */
function received(reading: Reading): Reading {
  if ('refused' in reading) return reading;
  return { ...reading, files: new Map([...reading.files].map(([path, content]) => [path, Buffer.from(content)])) };
}

function unreadable(
  { name }: ToReader,
  { error, code }: { readonly error: string; readonly code?: string | undefined },
) {
  const what = `the answer ${name} cannot be read`;
  return code === 'EACCES' || code === 'EPERM'
    ? new BadInput({ what, last: error })
    : new Inconclusive({ what, last: error });
}
