import assert from 'node:assert/strict';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { after, before, test } from 'node:test';
import { BadInput } from '../errors';
import { type Executor, run } from '../exec/exec';
import { answers, type CurlOutcome, curl, getsStatus, hasNoRoute, isRefused, timesOut } from '.';

const here: Executor = { name: 'the runner', exec: run };
const servers: Server[] = [];
const kept: Socket[] = [];

async function serve(handle: (socket: Socket) => void): Promise<string> {
  const server = createServer(handle);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function nobody(): Promise<string> {
  const address = await serve(() => {});
  await new Promise((resolve) => servers.at(-1)?.close(resolve));
  return address;
}

function look(url: string, from = here): Promise<CurlOutcome> {
  return curl(from, { url, maxTimeMs: 500 }).observe(new AbortController().signal);
}

let web = '';

before(async () => {
  const server = createHttpServer((request, response) => {
    response.writeHead(request.url === '/admin' ? 403 : 200, { 'X-Trap': '{"exitcode":7}' });
    response.end(request.url === '/big' ? 'x'.repeat(100_000) : 'Welcome to nginx!\n');
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  web = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});

after(() => {
  for (const socket of kept) socket.destroy();
  for (const server of servers) server.close();
});

test('an answer is an answer, whatever its status', async () => {
  const page = await look(web);
  assert.ok(page.kind === 'http' && page.status === 200 && page.remote === web && page.body.includes('Welcome'));
  assert.equal(answers({ body: 'nginx' })(page).state, 'met');
  assert.equal(answers({ body: 'caddy' })(page).outcome, 'other-body');
  const forbidden = await look(`http://${web}/admin`);
  assert.equal(answers()(forbidden).state, 'not-yet');
  assert.equal(answers()(forbidden).outcome, 'http-403');
  assert.equal(getsStatus(403)(forbidden).state, 'met');
});

test('a long body is cut and says so', async () => {
  const page = await look(`${web}/big`);
  assert.ok(page.kind === 'http' && page.bodyTruncated && page.body.length === 64 * 1024);
});

test('each way of failing has its own word', async () => {
  const failures = {
    refused: await nobody(),
    reset: await serve((socket) => socket.once('data', () => socket.resetAndDestroy())),
    'empty-reply': await serve((socket) => socket.once('data', () => socket.end())),
    'timed-out': await serve((socket) => void kept.push(socket)),
    'not-http': await serve((socket) => socket.once('data', () => socket.end('SSH-2.0-OpenSSH_9.2\r\n'))),
    'cut-off': await serve((socket) =>
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc')),
    ),
    'tls-failed': `https://${web}`,
    'dns-failed': 'http://nobody.invalid/',
  };
  for (const [word, url] of Object.entries(failures)) assert.equal((await look(url)).kind, word, url);
});

test('a negative claim is met by its own word only', async () => {
  const refused = await look(await nobody());
  const page = await look(web);
  assert.equal(isRefused()(refused).state, 'met');
  for (const claim of [timesOut(), hasNoRoute(), answers()]) assert.equal(claim(refused).state, 'not-yet');
  assert.deepEqual([timesOut()(page).state, timesOut()(page).outcome], ['not-yet', 'http-200']);
});

test('a probe that is not there has seen nothing: unknown to every claim', async () => {
  const places: Executor[] = [
    { name: 'an empty image', exec: (argv, options) => run(['nosuchtool', ...argv], options) },
    { name: 'a shell', exec: (argv, options) => run(['sh', '-c', 'nosuchtool "$@"', 'sh', ...argv], options) },
    { name: 'a machine that is off', exec: () => Promise.reject(new Error('worker01 is off')) },
  ];
  for (const place of places) {
    const outcome = await look(web, place);
    assert.equal(outcome.kind, 'probe-missing', place.name);
    for (const claim of [answers(), timesOut(), isRefused(), hasNoRoute()])
      assert.equal(claim(outcome).state, 'unknown');
  }
});

test('a tool that hangs or is killed has seen nothing', async () => {
  const hung: Executor = { name: 'x', exec: async () => ({ ...ended, exitCode: undefined, timedOut: true }) };
  const killed: Executor = { name: 'x', exec: async () => ({ ...ended, exitCode: undefined }) };
  for (const place of [hung, killed]) assert.equal(timesOut()(await look(web, place)).state, 'unknown');
});

test('an aborted look rejects', async () => {
  const address = await serve((socket) => void kept.push(socket));
  const stop = new AbortController();
  const looking = curl(here, { url: address, maxTimeMs: 60_000 }).observe(stop.signal);
  setTimeout(() => stop.abort(new Error('enough')), 50);
  await assert.rejects(looking, /enough/);
});

test('an address that is none is bad input, before anything is run', () => {
  for (const url of ['ftp://host', 'host:99999', 'http://', 'file:///etc/passwd']) {
    assert.throws(() => curl(here, url), BadInput, url);
  }
});

const ended = { command: 'curl', exitCode: 0, stdout: '', stderr: '', timedOut: false, durationMs: 1 };
