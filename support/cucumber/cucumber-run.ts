import { PassThrough } from 'node:stream';
import { type ISupportCodeLibrary, loadSupport, runCucumber } from '@cucumber/cucumber/api';
import type { Envelope } from '@cucumber/messages';
import cucumberConfiguration from '../../cucumber.js';
import type { Job, Mode, WorldParameters } from './protocol';

/** The project's folder: step definitions are found from here, whatever the working directory is. */
export const projectRoot = `${__dirname}/../..`;

type Sources = Parameters<typeof runCucumber>[0]['sources'];

const noSources: Sources = { defaultDialect: 'en', paths: [], names: [], tagExpression: '', order: 'defined' };

/** Loads step definitions, hooks and parameter types: once a process. */
export function loadVocabulary(paths = cucumberConfiguration.default.require ?? []): Promise<ISupportCodeLibrary> {
  return loadSupport({ sources: noSources, support: { requirePaths: [...paths] } }, { cwd: projectRoot });
}

/** Runs one job in this process and hands on every message that Cucumber emits. Rejects if Cucumber cannot run. */
export async function runJob(
  support: ISupportCodeLibrary,
  job: Job,
  mode: Mode,
  onEnvelope: (envelope: Envelope) => void,
): Promise<void> {
  const parameters: WorldParameters = { mode, job };
  await runCucumber(
    {
      sources: {
        ...noSources,
        paths: [...job.paths],
        names: [...job.names],
        tagExpression: job.tags,
        order: job.order,
      },
      support,
      runtime: { ...runtime, worldParameters: structuredClone(parameters) as never },
      formats: { stdout: 'message', files: {}, publish: false, options: {} },
    },
    { cwd: process.cwd(), stdout: sink(), stderr: sink() },
    onEnvelope,
  );
}

/** A retry that hides a flake would make a verdict worthless: there are none. */
const runtime = {
  dryRun: false,
  failFast: false,
  filterStacktraces: true,
  parallel: 0,
  retry: 0,
  retryTagFilter: '',
  strict: true,
};

/** Cucumber's own words are in its messages already; printed by the worker, they would break the live view. */
function sink(): PassThrough {
  return new PassThrough().resume();
}
