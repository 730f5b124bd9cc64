import { describeSetup } from '../../clusters/components/setup-event';
import { corednsImage, pauseImage } from '../../clusters/images/standard';
import { defaultSpec } from '../../clusters/lab';
import { dropDamaged, setUp } from '../../clusters/setup';
import { duration } from '../clock';
import { exitStatus, Inconclusive } from '../errors';
import { liveView } from '../report/live';

export interface SetupOptions {
  readonly kubernetes?: string;
  readonly verify: boolean;
}

/** What most features need; other images come when a spec first asks. */
const images = [pauseImage, corednsImage, 'curlimages/curl:8.5.0', 'caddy:2.7.6'];

/** `endstate setup`: fills the cache for one Kubernetes version; nothing to do takes no time. */
export async function setup({ kubernetes = defaultSpec.kubernetes, verify }: SetupOptions): Promise<number> {
  const live = liveView(process.stderr);
  const begin = performance.now();
  const ended = new AbortController();
  const end = (signal: NodeJS.Signals) =>
    ended.abort(
      new Inconclusive({ what: `set-up was ended by ${signal}`, next: 'run it again: it goes on where it was' }),
    );
  process.once('SIGINT', end).once('SIGTERM', end);
  try {
    const damaged = verify ? await dropDamaged({ kubernetes, images }) : [];
    for (const file of damaged) live.note(`damaged, made again: ${file}`);
    const made = await setUp(
      { kubernetes, images },
      { signal: ended.signal, progress: (event) => live.phase(describeSetup(event)) },
    );
    live.close();
    const provenance = [...made.components.provenance, ...made.images.provenance];
    for (const { name, version, source } of provenance) process.stdout.write(`${name} ${version} (${source})\n`);
    process.stdout.write(`ready after ${duration(performance.now() - begin)}\n`);
    return exitStatus.pass;
  } finally {
    live.close();
  }
}
