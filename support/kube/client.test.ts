import assert from 'node:assert/strict';
import { webcrypto } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import 'reflect-metadata';
import { PemConverter, SubjectAlternativeNameExtension, X509CertificateGenerator } from '@peculiar/x509';
import { BadInput, Inconclusive } from '../errors';
import { connect } from './connect';
import { type ApiRefused, ApiUnreachable } from './errors';
import { FakeApi, statusBody } from './fake-api';
import { deleteObject, get, list } from './objects';
import { resources } from './resources';

const pods = '/api/v1/namespaces/default/pods';

async function started() {
  const api = await FakeApi.start();
  return { api, kube: await connect(await api.kubeconfig()) };
}

test('lists with selectors, and gives every item its kind', async (t) => {
  const { api, kube } = await started();
  t.after(() => api.kill());
  api.put(pods, { metadata: { name: 'web' } });
  const { items, resourceVersion } = await list(kube, resources.pods, {
    namespace: 'default',
    labelSelector: 'app=web',
  });
  assert.deepEqual(
    (items as { kind: string }[]).map(({ kind }) => kind),
    ['Pod'],
  );
  assert.equal(resourceVersion, '101');
  assert.equal(api.requests[0]?.url, `${pods}?labelSelector=app%3Dweb`);
});

test("what the API refuses keeps the API's words; what is not there is undefined", async (t) => {
  const { api, kube } = await started();
  t.after(() => api.kill());
  api.when(/pods\/web/, statusBody(403, 'Forbidden', 'pods "web" is forbidden'));
  api.when(/pods\/gone/, statusBody(404, 'NotFound', 'pods "gone" not found'));
  api.when(/pods\/proxy/, { status: 502, body: '<html>bad gateway' });
  const at = (name: string) => get(kube, resources.pods, { namespace: 'default', name });
  await assert.rejects(at('web'), (error: ApiRefused) => {
    assert.deepEqual([error.status, error.reason, error.words], [403, 'Forbidden', 'pods "web" is forbidden']);
    return !error.serverFault;
  });
  assert.equal(await at('gone'), undefined);
  await assert.rejects(at('proxy'), (error: ApiRefused) => error.serverFault && /bad gateway/.test(error.words));
});

test('no API server is inconclusive and says what the system said', async () => {
  const { api, kube } = await started();
  await api.kill();
  await assert.rejects(list(kube, resources.nodes), (error: ApiUnreachable) => {
    assert.ok(error instanceof Inconclusive);
    assert.match(
      error.message,
      /API server at http:\/\/127\.0\.0\.1:\d+ could not be reached\n {2}last: connect ECONNREFUSED/,
    );
    return error instanceof ApiUnreachable;
  });
});

test('an API server that does not answer is given up at the deadline, an aborted call at once', async (t) => {
  const silent = createTcpServer(() => {});
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  t.after(() => silent.close());
  const kube = await connect(await kubeconfigFor(`http://127.0.0.1:${(silent.address() as AddressInfo).port}`));
  t.after(() => kube.close());
  await assert.rejects(list(kube, resources.nodes, {}, { timeoutMs: 50 }), /no answer within 0\.05s/);
  const reason = new Error('enough');
  await assert.rejects(list(kube, resources.nodes, {}, { signal: AbortSignal.abort(reason) }), reason);
});

test('a kept connection that the server has closed is replaced without a word', async (t) => {
  const { api, kube } = await started();
  await list(kube, resources.nodes);
  await api.kill();
  await api.listen();
  t.after(() => api.kill());
  await list(kube, resources.nodes);
});

test('a deletion sends its body framed and waits until the object is gone', async (t) => {
  const { api, kube } = await started();
  t.after(() => api.kill());
  const kinds = [{ name: 'pods', kind: 'Pod', namespaced: true }];
  api.when(/GET \/api\/v1$/, { status: 200, body: { resources: kinds } });
  let looks = 0;
  api.when(/DELETE/, { status: 200, body: { kind: 'Status', details: { uid: 'u' } } });
  api.when(/GET .*pods\/web/, () =>
    ++looks < 3 ? { status: 200, body: { metadata: { uid: 'u' } } } : statusBody(404, 'NotFound', ''),
  );
  assert.equal(await deleteObject(kube, { apiVersion: 'v1', kind: 'Pod', name: 'web' }), true);
  assert.equal(looks, 3);
  assert.deepEqual(JSON.parse(api.requests.find(({ method }) => method === 'DELETE')?.body ?? ''), {
    propagationPolicy: 'Background',
  });
});

test('a kubeconfig that cannot be used is bad input', async () => {
  await assert.rejects(
    connect('/nowhere/kubeconfig'),
    (error: Error) => error instanceof BadInput && /\/nowhere\/kubeconfig/.test(error.message),
  );
  await assert.rejects(connect(await kubeconfigFor(undefined)), BadInput);
});

test('tls-server-name is what the certificate is checked for', async (t) => {
  const { key, certificate } = await selfSigned('kubernetes');
  const server = createTlsServer({ key, cert: certificate }, (_, response) =>
    response.end('{"items":[],"metadata":{}}'),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const address = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ca = Buffer.from(certificate).toString('base64');
  const right = await connect(
    await kubeconfigFor(address, { 'certificate-authority-data': ca, 'tls-server-name': 'kubernetes' }),
  );
  const wrong = await connect(await kubeconfigFor(address, { 'certificate-authority-data': ca }));
  t.after(() => [right, wrong].map((kube) => kube.close()));
  assert.deepEqual((await list(right, resources.nodes)).items, []);
  await assert.rejects(list(wrong, resources.nodes), /certificate's altnames/);
});

async function kubeconfigFor(server: string | undefined, cluster: object = { 'insecure-skip-tls-verify': true }) {
  const path = join(await mkdtemp(join(tmpdir(), 'endstate-test-')), 'kubeconfig');
  const config = {
    clusters: server === undefined ? [] : [{ name: 'c', cluster: { server, ...cluster } }],
    users: [{ name: 'u', user: { token: 'secret' } }],
    contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
    'current-context': 'x',
  };
  await writeFile(path, JSON.stringify(config));
  return path;
}

async function selfSigned(name: string) {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const extensions = [new SubjectAlternativeNameExtension([{ type: 'dns', value: name }])];
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    keys,
    signingAlgorithm: algorithm,
    extensions,
  });
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  return { key: PemConverter.encode(pkcs8, 'PRIVATE KEY'), certificate: certificate.toString('pem') };
}
