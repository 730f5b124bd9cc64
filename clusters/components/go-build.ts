import { readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { Inconclusive } from '../../support/errors';
import { type Argv, failureText, run } from '../../support/exec/exec';
import type { MakeContext } from './artifact';
import { requireFreeBytes } from './disk';
import { type GoBuild, goModules, type PinnedComponent } from './manifest';
import { orphanSafe } from './orphan-safe';

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
  await go(['list', '-deps', build.packages]);
  await compiler(async () => {
    context.report('build', `${name} ${component.version} from Go modules`);
    await go(['build', '-trimpath', '-ldflags', ldflags(build), '-o', `${join(dir, 'bin')}/`, build.packages]);
  });
  for (const [from, to] of Object.entries(build.rename ?? {}))
    await rename(join(dir, 'bin', from), join(dir, 'bin', to));
}

/** Everything that decides what comes out, except the compiler's own version. */
export async function buildInputs({ build }: PinnedComponent): Promise<unknown> {
  const module = join(goModules, build.module);
  const names = (await readdir(module)).sort();
  const sources = await Promise.all(names.map(async (name) => [name, await readFile(join(module, name), 'utf8')]));
  return {
    packages: build.packages,
    ldflags: ldflags(build),
    rename: build.rename ?? {},
    sources: Object.fromEntries(sources),
  };
}

/** Why this machine cannot build the component, or undefined if it can. */
export async function whyNoGo({ build }: PinnedComponent): Promise<string | undefined> {
  const needed = (await readFile(join(goModules, build.module, 'go.mod'), 'utf8')).match(/^go (\d+)\.(\d+)/m);
  const result = await run(['go', 'env', 'GOVERSION'], { env: { GOTOOLCHAIN: 'local' } }).catch(() => undefined);
  const found = result?.stdout.match(/^go(\d+)\.(\d+)/);
  // The `tool` pattern is Go 1.24's.
  const minor = Math.max(Number(needed?.[2] ?? 24), 24);
  if (!found) return 'Go is not installed';
  return Number(found[1]) > 1 || Number(found[2]) >= minor ? undefined : `Go is ${found[0]}, and 1.${minor} is needed`;
}

function goCommand(build: GoBuild, signal?: AbortSignal): (args: readonly string[]) => Promise<void> {
  // Version control says nothing about a component, and git refuses under sudo.
  const GOFLAGS = '-mod=readonly -buildvcs=false';
  const env = { CGO_ENABLED: '0', GOTOOLCHAIN: 'local', GOFLAGS, GOWORK: 'off', ...lessGarbageCollection() };
  return async (args) => {
    const argv: Argv = orphanSafe(['go', ...args]);
    const cwd = join(goModules, build.module);
    const result = await run(argv, { env, cwd, timeoutMs: builtWithinMs, ...(signal ? { signal } : {}) });
    if (result.exitCode === 0) return;
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

function ldflags({ stamps }: GoBuild): string {
  return ['-s', '-w', ...Object.entries(stamps).map(([path, value]) => `-X ${path}=${value}`)].join(' ');
}
