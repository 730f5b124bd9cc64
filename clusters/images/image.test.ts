import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BadInput } from '../../support/errors';
import { type ImageWays, makerFor } from './image';
import { imageName } from './names';
import { imageRecipes } from './recipes';
import { whyNoRegistry } from './registry';

const reachable: ImageWays = { whyNoRegistry: async () => undefined };
const unreachable: ImageWays = { whyNoRegistry: async () => 'registry-1.docker.io did not answer within 3 s' };

const inputsOf = async (written: string, ways: ImageWays) => {
  const { inputs } = (await makerFor(imageName(written), ways)).recipe;
  return Object.keys(inputs as object)[0];
};

test('an image is pulled where its registry answers, known to us or not', async () => {
  assert.equal(await inputsOf('caddy:2.7.6', reachable), 'pulled');
  assert.equal(await inputsOf('someone/something:1', reachable), 'pulled');
});

test('an image is made where no registry answers, whatever its tag', async () => {
  assert.equal(await inputsOf('caddy:2.7.6', unreachable), 'substituted');
  assert.equal(await inputsOf('docker.io/library/nginx:1.99-alpine', unreachable), 'substituted');
  assert.equal(await inputsOf('registry.k8s.io/pause:3.10', unreachable), 'substituted');
});

test('equal images under two tags are two archives', async () => {
  const [one, other] = await Promise.all(['nginx:1', 'nginx:2'].map((name) => makerFor(imageName(name), unreachable)));
  assert.notDeepEqual(one?.recipe, other?.recipe);
});

test('ENDSTATE_SOURCE leaves one way only', async () => {
  assert.equal(await inputsOf('caddy:2.7.6', { ...reachable, only: 'build' }), 'substituted');
  await assert.rejects(inputsOf('caddy:2.7.6', { ...unreachable, only: 'download' }), BadInput);
});

test('an image that nobody gives and nobody can make is refused with the reason and the known ones', async () => {
  await assert.rejects(makerFor(imageName('cady:2.7.6'), unreachable), (error: unknown) => {
    assert.ok(error instanceof BadInput);
    assert.match(error.message, /^image docker\.io\/library\/cady:2\.7\.6 can be neither pulled nor made here\n/);
    assert.match(error.message, /last: registry-1\.docker\.io did not answer within 3 s/);
    assert.match(error.message, /curlimages\/curl.*nearest: caddy/);
    return true;
  });
});

test('every recipe has a repository of its own, in full', () => {
  const repositories = imageRecipes.map(({ repository }) => repository);
  assert.equal(new Set(repositories).size, repositories.length);
  for (const repository of repositories) assert.equal(imageName(repository).repository, repository);
});

for (const [status, reason] of [
  [200, undefined],
  [401, undefined],
  [503, 'a.test answered HTTP 503'],
] as const) {
  test(`a registry that answers ${status} ${reason ? 'is none' : 'is one'}`, async () => {
    const registry = `a${reason ? '' : status}.test`;
    const asked: string[] = [];
    const answer = async (url: string) => {
      asked.push(url);
      return new Response('', { status });
    };
    assert.equal(await whyNoRegistry(imageName(`${registry}/x`), answer), reason);
    assert.equal(await whyNoRegistry(imageName(`${registry}/y`), answer), reason);
    assert.deepEqual(asked, [`https://${registry}/v2/`]);
  });
}

test('Docker Hub is asked where its API is', async () => {
  const asked: string[] = [];
  await whyNoRegistry(imageName('caddy'), async (url) => {
    asked.push(url);
    return new Response('', { status: 401 });
  });
  assert.deepEqual(asked, ['https://registry-1.docker.io/v2/']);
});
