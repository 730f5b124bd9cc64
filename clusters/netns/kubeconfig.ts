import { stringify } from 'yaml';
import type { KeyPair } from './pki';

export interface KubeconfigOptions {
  readonly server: string;
  readonly ca: string;
  readonly user: string;
  readonly pair: KeyPair;
  /** The name in the server's certificate where `server` is not in it: the runner's own path to the API server. */
  readonly tlsServerName?: string;
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** A kubeconfig with everything in it: no paths, so that it can be copied anywhere. */
export function kubeconfig({ server, ca, user, pair, tlsServerName }: KubeconfigOptions): string {
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name: 'endstate',
        cluster: {
          server,
          'certificate-authority-data': base64(ca),
          ...(tlsServerName ? { 'tls-server-name': tlsServerName } : {}),
        },
      },
    ],
    users: [
      { name: user, user: { 'client-certificate-data': base64(pair.cert), 'client-key-data': base64(pair.key) } },
    ],
    contexts: [{ name: 'endstate', context: { cluster: 'endstate', user } }],
    'current-context': 'endstate',
  });
}
