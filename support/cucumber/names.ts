/** An object by the name a step gives it: `web`, or `kube-system/coredns` outside the default namespace. */
export interface ObjectName {
  readonly namespace: string;
  readonly name: string;
}

export function objectName(written: string): ObjectName {
  const [first = '', second] = written.split('/');
  return second === undefined ? { namespace: 'default', name: first } : { namespace: first, name: second };
}
