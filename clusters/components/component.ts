import { chmod, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { BadInput, Inconclusive, Unsupported } from '../../support/errors';
import { run } from '../../support/exec/exec';
import type { Provenance } from '../lab';
import type { MakeContext, Maker } from './artifact';
import { download, whyNoDownload } from './download';
import { buildFromModules, buildInputs, whyNoGo } from './go-build';
import type { PinnedComponent, Program } from './pinned';

/** The two ways to a component. Tests put others here. */
export interface Ways {
  readonly whyNoDownload: typeof whyNoDownload;
  readonly download: typeof download;
  readonly whyNoGo: typeof whyNoGo;
  readonly build: typeof buildFromModules;
  /** `ENDSTATE_SOURCE`: `download` or `build` leaves only that way. */
  readonly only?: string | undefined;
}

const realWays = (): Ways => ({
  whyNoDownload,
  download,
  whyNoGo,
  build: buildFromModules,
  only: process.env.ENDSTATE_SOURCE,
});

/** How to make a pinned component: its programs are in `bin/`, each asked for its version. */
export async function componentMaker(component: PinnedComponent, ways: Ways = realWays()): Promise<Maker> {
  const { name, version, programs, downloads } = component;
  const inputs = { programs, downloads, build: await buildInputs(component), arch: process.arch };
  return {
    shelf: 'components',
    recipe: { name, version, inputs },
    needsBytes: 2 ** 30,
    make: async (dir, context) => {
      const provenance = await take(component, dir, context, ways);
      for (const program of programs) await requireVersion(program, join(dir, 'bin'));
      return [provenance, ...substitutesOf(component)];
    },
  };
}

/** The download where it can be had, else the build: the more reproducible one is not worth minutes to most people. */
async function take(component: PinnedComponent, dir: string, context: MakeContext, ways: Ways): Promise<Provenance> {
  const { name, version } = component;
  refuseUnknownWay(ways.only);
  const noDownload = ways.only === 'build' ? 'ENDSTATE_SOURCE=build' : await ways.whyNoDownload(component);
  if (noDownload === undefined) {
    await ways.download(component, dir, context);
    return { name, version, source: 'download', detail: new URL(component.downloads[0]?.url ?? '').host };
  }
  const noGo = ways.only === 'download' ? 'ENDSTATE_SOURCE=download' : await ways.whyNoGo(component);
  if (noGo !== undefined) throw noWay(component, noDownload, noGo);
  await ways.build(component, dir, context);
  const { adapted, module } = component.build;
  const changed = adapted ? `, adapted: ${adapted.file}` : '';
  return { name, version, source: 'go-module', detail: `clusters/components/go/${module}${changed}` };
}

function substitutesOf({ name, version, build }: PinnedComponent): readonly Provenance[] {
  const programs = Object.entries(build.substitutes ?? {});
  return programs.map(([program, detail]) => ({
    name: `${name}’s ${program}`,
    version,
    source: 'substituted',
    detail,
  }));
}

function refuseUnknownWay(only: string | undefined): void {
  if (only === undefined || only === '' || only === 'download' || only === 'build') return;
  throw new BadInput({ what: `ENDSTATE_SOURCE is ${only}`, next: 'set it to download or build, or unset it' });
}

function noWay({ name, version, downloads, build }: PinnedComponent, noDownload: string, noGo: string): Unsupported {
  const host = downloads[0] && new URL(downloads[0].url).host;
  return new Unsupported({
    what: `${name} ${version} can be neither downloaded nor built here`,
    last: `${noDownload}; ${noGo}`,
    next: `install Go (https://go.dev/doc/install; go.mod of ${build.module} says which)${host ? `, or let this machine reach ${host}` : ''}; then: npm run setup`,
  });
}

async function requireVersion({ name, versionArgs, prints }: Program, bin: string): Promise<void> {
  const file = join(bin, name);
  if (!(await stat(file).catch(() => undefined))) throw new Inconclusive({ what: `${name} was not made` });
  await chmod(file, 0o755);
  const result = await run([file, ...versionArgs], { timeoutMs: 20_000 });
  const said = `${result.stdout}\n${result.stderr}`.trim();
  if (said.includes(prints)) return;
  throw new Inconclusive({
    what: `${name} is not the version that is pinned`,
    last: `it says ${JSON.stringify(said.slice(0, 300))}, and should say ${JSON.stringify(prints)}`,
    next: 'see clusters/components/manifest.ts',
  });
}
