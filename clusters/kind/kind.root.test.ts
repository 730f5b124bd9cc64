import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { smallSpec } from '../contract/small';
import { docker, findDocker } from '../docker/docker';
import { kind } from './provider';
import { ofLabs, skip, withDocker } from './testdata/docker';

const soon = () => AbortSignal.timeout(180_000);

// The whole contract is `npm run soak -- kind`.
describe('kind', { skip }, () => {
  withDocker(smallSpec);

  it('makes a cluster on a real Docker, and leaves nothing of it', async () => {
    const before = await ofLabs();
    const lab = await kind.create(smallSpec, { signal: soon() });
    try {
      assert.equal((await lab.machine('control-plane').exec(['uname', '-n'])).stdout, 'control-plane');
      const { stdout } = await lab.runner().exec(['ping', '-c', '1', lab.machine('control-plane').addresses[0] ?? '']);
      assert.match(stdout, /1 received/);
      const listed = (await kind.list()).find(({ id }) => id === lab.id);
      assert.deepEqual([listed?.state, listed?.spec.workers], ['running', 0]);
    } finally {
      await kind.destroy(lab);
    }
    assert.deepEqual(await ofLabs(), before);
  });

  it('says what a node image that does not boot has said, and leaves nothing', async () => {
    const before = await ofLabs();
    process.env.ENDSTATE_NODE_IMAGE = await imageThatEnds();
    try {
      await assert.rejects(kind.create(smallSpec, { signal: soon() }), (error: Error) => {
        assert.equal(error.name, 'Inconclusive');
        assert.match(error.message, /kind did not make the cluster/);
        assert.match(error.message, /the disk is upside down/);
        return true;
      });
    } finally {
      delete process.env.ENDSTATE_NODE_IMAGE;
    }
    assert.deepEqual(await ofLabs(), before);
  });
});

/** The project's own node image with another first process. */
async function imageThatEnds(): Promise<string> {
  const found = await findDocker();
  assert.ok(!('missing' in found));
  const { stdout } = await docker(found, ['image', 'ls', '--format', '{{.Repository}}:{{.Tag}}', 'endstate/node']);
  const script = '["/bin/sh", "-c", "echo the disk is upside down; exit 1"]';
  const input = `FROM ${stdout.split('\n')[0]}\nENTRYPOINT ${script}\n`;
  await docker(found, ['build', '--quiet', '--tag', 'endstate/broken:1', '-'], { input });
  return 'endstate/broken:1';
}
