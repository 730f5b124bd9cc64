import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { runOrThrow } from '../../../support/exec/exec';
import { orphanSafe } from '../orphan-safe';

/** What nobody reads on a lab's machine: documentation and translations. */
const leftOut = ['doc', 'doc-base', 'man', 'info', 'locale', 'lintian', 'bash-completion', 'bug', 'common-licenses'];

/** Unpacks packages over each other into `root`, in the merged /usr layout. Runs none of their scripts. Needs root. */
export async function unpackPackages(files: readonly string[], root: string, signal?: AbortSignal): Promise<void> {
  for (const name of ['bin', 'sbin', 'lib', 'lib64']) {
    await mkdir(join(root, 'usr', name), { recursive: true });
    await symlink(`usr/${name}`, join(root, name));
  }
  const excludes = leftOut.map((name) => `--exclude=./usr/share/${name}/*`);
  const script = `set -o pipefail; root=$1; excludes=(${excludes.map((exclude) => `'${exclude}'`).join(' ')}); shift
    for file; do dpkg-deb --fsys-tarfile "$file" | tar -x -C "$root" --keep-directory-symlink "\${excludes[@]}" || exit; done`;
  const argv = orphanSafe(['bash', '-c', script, 'unpack', root, ...files]);
  await runOrThrow(argv, { timeoutMs: 10 * 60_000, ...(signal ? { signal } : {}) });
}
