import { join } from 'node:path';
import { ensureComponents } from '../../clusters/components/store';
import { runAttached } from '../exec/attached';
import { findLab } from './find-lab';

/** `endstate kubectl`: the lab's own version of kubectl, on this terminal. Resolves with its exit status. */
export async function kubectl(words: readonly string[], id: string | undefined): Promise<number> {
  const { handle } = await findLab(id);
  const { kubernetesBin } = await ensureComponents({ kubernetes: handle.spec.kubernetes });
  return runAttached([join(kubernetesBin, 'kubectl'), ...words], { KUBECONFIG: handle.kubeconfig });
}
