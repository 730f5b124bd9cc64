import type { PodSelection } from '../observe';
import { objectName } from './names';

/** Pods as a step names them. */
export interface PodsWords {
  readonly words: string;
  readonly namespace: string;
  readonly select: PodSelection;
}

const owners = {
  deployment: (name: string): PodSelection => ({ deployment: name }),
  statefulset: (name: string): PodSelection => ({ statefulSet: name }),
  daemonset: (name: string): PodSelection => ({ daemonSet: name }),
  replicaset: (name: string): PodSelection => ({ replicaSet: name }),
  job: (name: string): PodSelection => ({ job: name }),
} as const;

export const podsPattern = new RegExp(
  `pods? (?:of (?:${Object.keys(owners).join('|')}) \\S+|with label \\S+|named \\S+\\*)`,
);

/** `pods of deployment web`, `pod of job kube-system/x`, `pods with label app=web`, `pods named web-*`. */
export function parsePods(words: string): PodsWords {
  const [, prefix] = /^pods? named (\S+)\*$/.exec(words) ?? [];
  if (prefix !== undefined) return { words, namespace: 'default', select: { prefix } };
  const [, owner, written = ''] = /^pods? of (\w+) (\S+)$/.exec(words) ?? [];
  if (owner === undefined) {
    return { words, namespace: 'default', select: { labels: words.replace(/^pods? with label /, '') } };
  }
  const { namespace, name } = objectName(written);
  return { words, namespace, select: owners[owner as keyof typeof owners](name) };
}
