import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Writes files by their path below a folder; those named like a script may be executed. */
export async function writeFolder(folder: string, files: Readonly<Record<string, string>>): Promise<string> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content, { mode: path.endsWith('rc.local') ? 0o755 : 0o644 });
  }
  return folder;
}

/** An answer of one method with every kind of file. */
export const sample = {
  'report.md': 'why\n',
  'manifests/service.yaml': 'kind: Service\n',
  'disk/lb/etc/rc.local': '#!/bin/sh\n',
  'disk/lb/etc/haproxy/haproxy.cfg': 'global\n',
} as const;
