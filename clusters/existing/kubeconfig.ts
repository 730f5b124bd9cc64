import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { forContext } from '../../support/kube/connect';
import type { Inventory } from './inventory';

/** The inventory's own file, or for its context a copy that belongs to a lab, which kubectl can take too. */
export async function kubeconfigFor({ kubeconfig, context }: Inventory, id: string): Promise<string> {
  if (context === undefined) return kubeconfig;
  const text = await forContext(kubeconfig, context);
  await mkdir(dirname(copyFor(id)), { mode: 0o700 });
  await writeFile(copyFor(id), text, { mode: 0o600 });
  return copyFor(id);
}

/** The one that a lab has already. */
export function kubeconfigOf({ kubeconfig }: Inventory, id: string): string {
  return existsSync(copyFor(id)) ? copyFor(id) : kubeconfig;
}

export async function dropCopy(id: string): Promise<void> {
  await rm(dirname(copyFor(id)), { recursive: true, force: true });
}

function copyFor(id: string): string {
  return join(tmpdir(), `endstate-kubeconfig-${process.getuid?.()}-${id}`, 'config');
}
