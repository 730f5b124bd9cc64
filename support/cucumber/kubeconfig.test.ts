import assert from 'node:assert/strict';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { BadInput } from '../errors';
import { giveKubeconfig, requireEndpoint } from './kubeconfig';
import type { World } from './world';

test('the copy on a machine looks for the API server where it is told, by the name it is asked for there', async () => {
  const kubeconfig = join(await mkdtemp(join(tmpdir(), 'endstate-kubeconfig-')), 'kubeconfig');
  await writeFile(
    kubeconfig,
    'clusters: [{name: endstate, cluster: {server: "https://127.0.0.1:41000", tls-server-name: kubernetes}}]\nusers: [{name: admin}]\n',
  );
  const written: [path: string, content: string, mode: number][] = [];
  const machine = () => ({ write: async (...file: [string, string, number]) => written.push(file) });
  await giveKubeconfig({ lab: { kubeconfig, machine } } as unknown as World, 'host01', '192.168.0.1:6433');
  const [[path, content, mode] = ['', '', 0]] = written;
  assert.deepEqual([path, mode], ['/root/.kube/config', 0o600]);
  assert.deepEqual(parse(content), {
    clusters: [{ name: 'endstate', cluster: { server: 'https://192.168.0.1:6433' } }],
    users: [{ name: 'admin' }],
  });
});

for (const words of ['192.168.0.1', 'https://lb:6443', 'lb:port']) {
  test(`"${words}" is no address of an API server`, () => {
    assert.throws(() => requireEndpoint(words), BadInput);
  });
}
