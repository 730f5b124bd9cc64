/**
 * As whom an answer is applied. A service account's name without the object: who has the administrator's rights can speak for it, and
 * nobody can be given a token of it.
 */
export const answerAccount = { namespace: 'endstate-judge', name: 'answer' } as const;

export const answerUser = `system:serviceaccount:${answerAccount.namespace}:${answerAccount.name}`;

/** Of the rules and bindings that hold for it, and of what it is confined by. */
export const fenceName = 'endstate-answer';

/** Namespaces that are the cluster's own or the judge's: no right in them is ever given. */
export function isReserved(namespace: string): boolean {
  return /^(kube-|endstate-)/.test(namespace);
}
