import { hostsAlone } from '../../clusters/hosts-alone';
import { kubesprayLab } from '../../clusters/kubespray';
import { type Lab, type LabSpec, machineNames } from '../../clusters/lab';
import { provider, requireSupport } from '../../clusters/registry';
import { type Row, specOf } from '../../clusters/spec-rows';
import { noSurroundings } from '../../clusters/topology';
import { duration } from '../clock';
import { BadInput, exitStatus, Inconclusive } from '../errors';
import { liveView } from '../report/live';
import { prepare } from '../run/prepare';
import { type FeatureLab, labOfFeature } from './feature-rows';

export interface UpOptions {
  readonly set: readonly string[];
}

/** `endstate up`: makes a lab that stays until `endstate down`. */
export async function up(feature: string | undefined, { set }: UpOptions): Promise<number> {
  const spec = await specFor(
    feature === undefined ? { rows: [], around: noSurroundings } : labOfFeature(feature),
    set.map(rowOf),
  );
  const live = liveView(process.stderr);
  const signal = endedBySignal();
  try {
    await prepare([spec], live, signal);
    const begin = performance.now();
    const lab = await make(spec, live.phase, signal);
    live.close();
    process.stdout.write(`${lab.id} is up after ${duration(performance.now() - begin)}\n${hints(lab)}`);
    return exitStatus.pass;
  } finally {
    live.close();
  }
}

async function specFor({ rows, around, inventory, withoutCluster }: FeatureLab, set: readonly Row[]): Promise<LabSpec> {
  if (withoutCluster) return { ...hostsAlone(around), hostImages: withoutCluster };
  const all = [...rows, ...set];
  return inventory === undefined ? specOf(all, around) : kubesprayLab(inventory, around, all);
}

async function make(spec: LabSpec, progress: (text: string) => void, signal: AbortSignal) {
  const maker = provider();
  await requireSupport(maker, spec);
  return maker.create(spec, { signal, progress, keep: true });
}

function rowOf(written: string): Row {
  const [, name, value] = /^([^=]+)=(.*)$/.exec(written) ?? [];
  if (name !== undefined && value !== undefined) return [name.trim(), value.trim()];
  throw new BadInput({ what: `"${written}" is no row`, next: 'write --set workers=1' });
}

function endedBySignal(): AbortSignal {
  const controller = new AbortController();
  const end = (signal: NodeJS.Signals) =>
    controller.abort(new Inconclusive({ what: `ended by ${signal}; no lab was left` }));
  process.once('SIGINT', end).once('SIGTERM', end);
  return controller.signal;
}

function hints({ id, kubeconfig, spec }: Pick<Lab, 'id' | 'kubeconfig' | 'spec'>): string {
  const cluster = [`  export KUBECONFIG=${kubeconfig}`, `  npm run endstate -- kubectl --lab ${id} get nodes`];
  return [
    ...(spec.withoutCluster ? [] : cluster),
    `  npm run endstate -- shell ${spec.withoutCluster ? machineNames(spec)[0] : 'worker01'} --lab ${id}`,
    `  npm run endstate -- down ${id}`,
    '',
  ].join('\n');
}
