import { cp, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import pLimit from 'p-limit';
import { Inconclusive } from '../../support/errors';
import { type Argv, failureText, run, runOrThrow } from '../../support/exec/exec';
import type { MakeContext } from './artifact';
import { requireFreeBytes } from './disk';
import { adaptModule } from './go-adapt';
import { isOlder, neededGo } from './go-version';
import { orphanSafe } from './orphan-safe';
import { type GoBuild, goModules, type PinnedComponent } from './pinned';

/** One compilation at a time: Go uses all processors itself, and what one component compiled the next one reuses. */
const compiler = pLimit(1);

/** Three times what the largest one takes from cold on two slow cores. */
const builtWithinMs = 45 * 60_000;

/** Compiles the component's programs into `dir/bin`. The modules come through Go's proxy and are checked against go.sum. */
export async function buildFromModules(component: PinnedComponent, dir: string, context: MakeContext): Promise<void> {
  const { build, name } = component;
  const go = goCommand(build, context.signal);
  await requireRoomForGo(component);
  context.report('fetch', 'Go modules');
  const tests = build.tests ?? [];
  await go(['list', '-deps', build.packages]);
  if (tests.length > 0) await go(['list', '-deps', '-test', ...tests]);
  await compiler(async () => {
    context.report('build', `${name} ${component.version} from Go modules`);
    const tags = build.tags ? ['-tags', build.tags] : [];
    // Beside the programs: a build that is killed leaves it where the cache sweeps.
    const scratch = join(dir, 'adapted');
    const modfile = await adaptedModfile(build, go, scratch);
    const flags = ['-trimpath', ...tags, ...modfile, '-ldflags', ldflags(build), '-o', `${join(dir, 'bin')}/`];
    await go(['build', ...flags, build.packages]);
    for (const path of tests) await go(['test', '-c', ...flags, path]);
    await rm(scratch, { recursive: true, force: true });
  });
  for (const [name, source] of Object.entries(build.sources ?? {}))
    await copySources(await inModule(go, source), join(dir, name));
  for (const [from, to] of Object.entries(build.rename ?? {}))
    await rename(join(dir, 'bin', from), join(dir, 'bin', to));
}

async function adaptedModfile({ adapted, module }: GoBuild, go: Go, dir: string): Promise<readonly string[]> {
  if (!adapted) return [];
  await mkdir(dir);
  const place = { from: await inModule(go, adapted.module), goMod: join(goModules, module), dir };
  return ['-modfile', await adaptModule(adapted, place)];
}

/** Where Go keeps `module//path`. */
async function inModule(go: Go, source: string): Promise<string> {
  const [module = '', path = ''] = source.split('//');
  return join((await go(['list', '-m', '-f', '{{.Dir}}', module])).trim(), path);
}

/** The module cache is read-only, and so would the copies be. */
async function copySources(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await cp(from, to, { recursive: true });
  await runOrThrow(['chmod', '-R', 'u+w', to]);
}

/** Everything that decides what comes out, except the compiler's own version. */
export async function buildInputs({ build }: PinnedComponent): Promise<unknown> {
  const module = join(goModules, build.module);
  const names = (await readdir(module)).sort();
  const sources = await Promise.all(names.map(async (name) => [name, await readFile(join(module, name), 'utf8')]));
  return {
    packages: build.packages,
    ...(build.tests ? { tests: build.tests } : {}),
    ldflags: ldflags(build),
    rename: build.rename ?? {},
    sources: Object.fromEntries(sources),
    // Left out where there is none: what has been built without them stays as it is.
    ...(build.tags ? { tags: build.tags } : {}),
    ...(build.sources ? { copied: build.sources } : {}),
    ...(build.adapted ? { adapted: build.adapted } : {}),
    ...(build.substitutes ? { substitutes: build.substitutes } : {}),
  };
}

/** Why this machine cannot build the component, or undefined if it can. */
export async function whyNoGo({ build }: PinnedComponent): Promise<string | undefined> {
  const needed = neededGo(await readFile(join(goModules, build.module, 'go.mod'), 'utf8'));
  const result = await run(['go', 'env', 'GOVERSION'], { env: { GOTOOLCHAIN: 'local' } }).catch(() => undefined);
  const found = result?.stdout.match(/^go(\d+(?:\.\d+)+)/)?.[1];
  if (found === undefined) return 'Go is not installed';
  return isOlder(found, needed) ? `Go is ${found}, and ${needed} is needed` : undefined;
}

/** Resolves with what it printed. */
type Go = (args: readonly string[]) => Promise<string>;

function goCommand(build: GoBuild, signal?: AbortSignal): Go {
  // Version control says nothing about a component, and git refuses under sudo.
  const GOFLAGS = '-mod=readonly -buildvcs=false';
  const env = { CGO_ENABLED: '0', GOTOOLCHAIN: 'local', GOFLAGS, GOWORK: 'off', ...lessGarbageCollection() };
  return async (args) => {
    const argv: Argv = orphanSafe(['go', ...args]);
    const cwd = join(goModules, build.module);
    const result = await run(argv, { env, cwd, timeoutMs: builtWithinMs, ...(signal ? { signal } : {}) });
    if (result.exitCode === 0) return result.stdout;
    throw new Inconclusive({
      what: `go ${args[0]} failed in clusters/components/go/${build.module}`,
      last: failureText(result).split('\n').slice(1).join('\n        '),
      next: 'see that the Go module proxy can be reached (go env GOPROXY), then: npm run setup',
    });
  };
}

/** The compiler spends a fifth of its time collecting garbage (measured on etcd: 133 → 103 s); memory buys that back. */
function lessGarbageCollection(): { readonly GOGC?: string } {
  return process.env.GOGC === undefined && process.availableMemory() > 8 * 2 ** 30 ? { GOGC: '400' } : {};
}

async function requireRoomForGo({ name, version, build }: PinnedComponent): Promise<void> {
  const { stdout } = await run(['go', 'env', 'GOCACHE', 'GOMODCACHE']);
  for (const dir of stdout.split('\n').filter(Boolean)) {
    await requireFreeBytes(dir, build.needsGib * 2 ** 30, `${name} ${version} from Go modules`);
  }
}

function ldflags({ stamps, linker }: GoBuild): string {
  return [
    '-s',
    '-w',
    ...(linker ? [linker] : []),
    ...Object.entries(stamps).map(([path, value]) => `-X ${path}=${value}`),
  ].join(' ');
}
