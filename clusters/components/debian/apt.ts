import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Inconclusive, Unsupported } from '../../../support/errors';
import { type ExecResult, failureText, run, runOrThrow } from '../../../support/exec/exec';
import { orphanSafe } from '../orphan-safe';
import { distributionEntries, type OsRelease, parseOsRelease, parseSources, type SourceEntry } from './sources';

/** A package that was downloaded, as its file. */
export interface DownloadedPackage {
  readonly name: string;
  readonly version: string;
  readonly file: string;
}

export interface AptOptions {
  readonly signal?: AbortSignal;
  /** Taken if the distribution has them, left out in silence if not. */
  readonly optional?: readonly string[];
}

/** The distribution this machine runs; rejects with Unsupported where there is no apt. */
export async function osRelease(): Promise<OsRelease> {
  const text = await readFile('/etc/os-release', 'utf8').catch(() => '');
  const release = parseOsRelease(text);
  if (release && existsSync('/usr/bin/apt-get')) return release;
  throw new Unsupported({
    what: 'the embedded provider takes its machines from Debian packages, and this system has no apt',
    last: `/etc/os-release says ${release?.id ?? 'nothing'}`,
    next: 'run on Debian or Ubuntu, or in a container of either: docker run --privileged -it debian:stable',
  });
}

/**
 * Downloads packages with all they need into `dir`, with an apt state of its own: the machine's apt, its lists and its
 * installed packages are neither used nor changed. Uses only the machine's entries for the distribution itself.
 */
export async function downloadPackages(
  dir: string,
  packages: readonly string[],
  { signal, optional = [] }: AptOptions = {},
): Promise<readonly DownloadedPackage[]> {
  const apt = await privateApt(dir, signal);
  await apt(['apt-get', '--quiet', 'update']);
  const known = new Set((await apt(['apt-cache', 'pkgnames'])).stdout.split('\n'));
  const missing = packages.filter((name) => !known.has(name));
  if (missing.length > 0) throw missingPackages(missing, await osRelease());
  const wanted = [...packages, ...optional.filter((name) => known.has(name))];
  await apt(['apt-get', '--quiet', '--yes', '--download-only', 'install', ...wanted]);
  return downloaded(join(dir, 'cache', 'archives'));
}

type Apt = (argv: readonly [string, ...string[]]) => Promise<ExecResult>;

async function privateApt(dir: string, signal?: AbortSignal): Promise<Apt> {
  await mkdir(join(dir, 'state', 'lists', 'partial'), { recursive: true });
  await mkdir(join(dir, 'cache', 'archives', 'partial'), { recursive: true });
  await writeFile(join(dir, 'status'), '');
  await writeFile(join(dir, 'sources.list'), await ownSources());
  await writeFile(join(dir, 'apt.conf'), await configuration(dir));
  const env = { APT_CONFIG: join(dir, 'apt.conf'), LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' };
  return async (argv) => {
    const result = await run(orphanSafe(argv), { env, timeoutMs: 10 * 60_000, ...(signal ? { signal } : {}) });
    if (result.exitCode === 0) return result;
    throw new Inconclusive({
      what: `${argv.slice(0, 4).join(' ')} … failed`,
      last: failureText(result).split('\n').slice(1).join('\n        '),
      next: 'see whether `apt-get update` works on this machine: sources, proxy, network',
    });
  };
}

/** The machine's own way to the archive (proxies, certificates) is kept; its hooks and preferences are not. */
async function configuration(dir: string): Promise<string> {
  const acquire = (await runOrThrow(['apt-config', 'dump', 'Acquire'])).stdout;
  const architecture = (await runOrThrow(['dpkg', '--print-architecture'])).stdout;
  return `${acquire}
#clear Acquire::Languages;
Acquire::Languages "none";
Acquire::Retries "3";
APT::Architecture "${architecture}";
#clear APT::Architectures;
APT::Architectures { "${architecture}"; };
APT::Install-Recommends "false";
APT::Sandbox::User "root";
Dir::State "${dir}/state";
Dir::State::status "${dir}/status";
Dir::Cache "${dir}/cache";
Dir::Cache::pkgcache "";
Dir::Cache::srcpkgcache "";
Dir::Etc::sourcelist "${dir}/sources.list";
Dir::Etc::sourceparts "/dev/null";
Dir::Etc::parts "/dev/null";
Dir::Etc::main "/dev/null";
Dir::Etc::preferences "/dev/null";
Dir::Etc::preferencesparts "/dev/null";
`;
}

async function ownSources(): Promise<string> {
  const release = await osRelease();
  const all = await machineSources();
  const entries = distributionEntries(all, release);
  if (entries.length === 0) {
    throw new Unsupported({
      what: `apt has no source for ${release.id} ${release.codename}`,
      last: `sources: ${all.map(({ uri, suite, component }) => `${uri} ${suite} ${component}`).join(', ') || 'none'}`,
      next: 'put the distribution’s own archive into /etc/apt/sources.list',
    });
  }
  const keyrings = ['gpg', 'pgp'].map((ending) => `/usr/share/keyrings/${release.id}-archive-keyring.${ending}`);
  const keyring = keyrings.find((file) => existsSync(file));
  const options = keyring ? `[signed-by=${keyring}] ` : '';
  return entries.map(({ uri, suite, component }) => `deb ${options}${uri} ${suite} ${component}\n`).join('');
}

/** From the files themselves: `apt-get indextargets` is silent until lists have been downloaded, as in fresh images. */
async function machineSources(): Promise<readonly SourceEntry[]> {
  const parts = await readdir('/etc/apt/sources.list.d').catch(() => []);
  const names = [
    'sources.list',
    ...parts.filter((name) => /\.(list|sources)$/.test(name)).map((name) => `sources.list.d/${name}`),
  ];
  const texts = await Promise.all(names.map((name) => readFile(join('/etc/apt', name), 'utf8').catch(() => '')));
  return names.flatMap((name, index) => parseSources(name, texts[index] ?? ''));
}

async function downloaded(archives: string): Promise<readonly DownloadedPackage[]> {
  const files = (await readdir(archives)).filter((name) => name.endsWith('.deb')).sort();
  return files.map((file) => {
    const [name = '', version = ''] = file.split('_');
    return { name, version: decodeURIComponent(version), file: join(archives, file) };
  });
}

function missingPackages(names: readonly string[], { id, codename }: OsRelease): Unsupported {
  return new Unsupported({
    what: `${id} ${codename} has no package ${names.join(', ')}`,
    next: id === 'ubuntu' ? 'enable the component universe: add-apt-repository universe' : 'use Debian 12 or later',
  });
}
