import { Inconclusive, messageOf } from '../errors';
import { loadVocabulary, runJob } from './cucumber-run';
import { destroySharedLab } from './labs';
import type { FromWorker, Job, Mode, ToWorker } from './protocol';
import { enter, onContinue, stop } from './session';

/**
 * The child process in which Cucumber runs. It lives as long as its runner: jobs come in one after another, messages
 * go out, and when the channel closes the labs go too. Loading starts at once, while the runner still plans.
 */
const vocabulary = loadVocabulary();
vocabulary.catch(() => {}); // reported with the first job

let queue = Promise.resolve();

process.on('message', (message: ToWorker) => {
  if (message.type === 'continue') return onContinue();
  if (message.type === 'stop') return interrupt(message.reason);
  queue = queue.then(() => work(message.job, message.mode));
});

// Ctrl-C in a terminal reaches every process of the group: the runner decides, and tells this one to stop.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => interrupt('the worker was asked to end (SIGTERM)'));
process.on('disconnect', () => {
  interrupt('the runner is gone');
  void queue.finally(() => process.exit());
});

function interrupt(what: string): void {
  stop(new Inconclusive({ what, next: 'run it again' }));
}

async function work(job: Job, mode: Mode): Promise<void> {
  const error = await attempt(job, mode);
  send({ type: 'done', job: job.id, ...(error === undefined ? {} : { error }) });
}

async function attempt(job: Job, mode: Mode): Promise<string | undefined> {
  try {
    enter({ job: job.id, send });
    await runJob(await vocabulary, job, mode, (envelope) => send({ type: 'envelope', job: job.id, envelope }));
    return undefined;
  } catch (error) {
    return wordsOf(error);
  } finally {
    const warning = await destroySharedLab();
    if (warning) send({ type: 'warning', job: job.id, text: warning });
  }
}

/** Cucumber keeps the reason in the error's cause: `tag expression … could not be parsed`. */
function wordsOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause === undefined ? messageOf(error) : `${messageOf(error)}: ${wordsOf(cause)}`;
}

/** A runner that is gone reads nothing any more: what is left to do is to end. */
function send(message: FromWorker): void {
  if (process.connected) process.send?.(message);
}
