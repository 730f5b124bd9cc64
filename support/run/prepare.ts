import type { LabSpec } from '../../clusters/lab';
import { provider } from '../../clusters/registry';
import type { Live } from '../report/live';

/** Sets up what the labs need and this machine does not have yet, before any scenario's clock runs. */
export async function prepare(
  specs: readonly LabSpec[],
  live: Live,
  signal: AbortSignal,
  providerName?: string,
): Promise<void> {
  if (specs.length === 0) return;
  const maker = provider(providerName);
  let said = false;
  const progress = (text: string) => {
    if (!said) live.note('setting up what this machine does not have yet (once; npm run setup does it beforehand)');
    said = true;
    live.phase(text);
  };
  for (const spec of unique(specs)) {
    if ((await maker.supports(spec)).supported) await maker.prepare(spec, { signal, progress });
  }
  live.phase(undefined);
}

function unique(specs: readonly LabSpec[]): readonly LabSpec[] {
  return [...new Map(specs.map((spec) => [JSON.stringify(spec), spec])).values()];
}
