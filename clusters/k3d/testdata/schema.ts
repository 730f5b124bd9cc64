/**
 * The part of k3d's configuration that labs use, as JSON Schema, written by hand from the keys and types of the schema that k3d
 * publishes for `k3d.io/v1alpha5` (k3d-io/k3d, pkg/config/v1alpha5/schema.json, as of k3d 5.8). Like that one it refuses
 * keys that it does not know; what labs do not use is not in it, and node filters are held to the grammar of k3d's
 * documentation ("Concepts: Nodefilters"), of which that schema says nothing.
 */
const text = { type: 'string' } as const;
const nodeFilters = {
  type: 'array',
  minItems: 1,
  items: { type: 'string', pattern: '^((server|servers|agent|agents):(\\*|\\d+)|loadbalancer|all)$' },
} as const;

function closed(properties: Readonly<Record<string, object>>, required: readonly string[] = []) {
  return { type: 'object', additionalProperties: false, properties, required } as const;
}

const filtered = (key: string) => ({ type: 'array', items: closed({ [key]: text, nodeFilters }, [key]) }) as const;

export const simpleConfigSchema = closed(
  {
    apiVersion: { const: 'k3d.io/v1alpha5' },
    kind: { const: 'Simple' },
    // A host name; k3d refuses more than 32 characters.
    metadata: closed({ name: { type: 'string', pattern: '^[a-z0-9]([a-z0-9-]*[a-z0-9])?$', maxLength: 32 } }, ['name']),
    servers: { type: 'number', minimum: 1 },
    agents: { type: 'number', minimum: 0 },
    image: text,
    kubeAPI: closed({ host: text, hostIP: { type: 'string', pattern: '^\\d+(\\.\\d+){3}$' }, hostPort: text }),
    options: closed({
      k3d: closed({
        wait: { type: 'boolean' },
        timeout: { type: 'string', pattern: '^(\\d+[hms])+$' },
        disableLoadbalancer: { type: 'boolean' },
      }),
      k3s: closed({ extraArgs: filtered('arg'), nodeLabels: filtered('label') }),
      kubeconfig: closed({ updateDefaultKubeconfig: { type: 'boolean' }, switchCurrentContext: { type: 'boolean' } }),
      runtime: closed({ labels: filtered('label') }),
    }),
    registries: closed({ config: text }),
    volumes: filtered('volume'),
  },
  ['apiVersion', 'kind'],
);
