import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Envelope } from '@cucumber/messages';
import { run } from '../support/exec/exec';

const feature = join(__dirname, 'testdata', 'first-step.feature');
const documentationAddress = '192.0.2.1:1'; // RFC 5737: nobody's, so that the lab is refused at once

/** Milliseconds from starting `endstate run` to the start of its first step. */
export async function timeToFirstStep(): Promise<number> {
  const reports = await mkdtemp(join(tmpdir(), 'endstate-bench-'));
  try {
    const start = Date.now();
    const argv = [
      process.execPath,
      join(__dirname, '../bin/endstate.js'),
      'run',
      feature,
      '--reports',
      reports,
    ] as const;
    await run(argv, { env: { ENDSTATE_API_ADDRESS: documentationAddress } });
    return (await firstStepAt(join(reports, 'messages.ndjson'))) - start;
  } finally {
    await rm(reports, { recursive: true });
  }
}

async function firstStepAt(messages: string): Promise<number> {
  const envelopes = (await readFile(messages, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Envelope);
  const started = envelopes.find(({ testStepStarted }) => testStepStarted)?.testStepStarted?.timestamp;
  if (!started) throw new Error('the run had no step');
  return started.seconds * 1000 + started.nanos / 1e6;
}
