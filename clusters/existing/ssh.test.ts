import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Ssh } from './ssh';

/** Stands for OpenSSH's client: notes its words, and gives the line to a shell as sshd does. */
const client = `#!/bin/bash
printf '%s\\n' "$*" >>"$STUB/words"
case " $* " in *' -O exit '*) rm -f "$STUB"/sockets/*/*; exit 0 ;; esac
for word; do case $word in ControlPath=*) socket=\${word#*=} ;; esac; done
if [ -e "$STUB/refused" ]; then echo 'Host key verification failed.' >&2; exit 255; fi
touch "$socket"
line=\${!#}
[ "$line" != true ] || exit 0
if [ -e "$STUB/lost" ]; then echo 'client_loop: send disconnect: Broken pipe' >&2; exit 255; fi
exec env -i PATH=/usr/bin:/bin HOME=/ sh -c "$line"
`;

const stub = mkdtempSync(join(tmpdir(), 'endstate-stub-'));
writeFileSync(join(stub, 'ssh'), client);
chmodSync(join(stub, 'ssh'), 0o755);
mkdirSync(join(stub, 'sockets'));
process.env.PATH = `${stub}:${process.env.PATH}`;
process.env.STUB = stub;
process.env.XDG_RUNTIME_DIR = join(stub, 'sockets');
after(() => rmSync(stub, { recursive: true }));

const machine = { name: 'node1', destination: 'root@192.0.2.11', sudo: false };
const ssh = new Ssh({ path: '/inventory.yaml', knownHosts: '/known' }, machine);
const flag = async (name: string, work: () => Promise<unknown>) => {
  writeFileSync(join(stub, name), '');
  await work().finally(() => rmSync(join(stub, name)));
};

test('words, input and both outputs come through as they are', async () => {
  const words = ['', "it's", 'a  b', '$HOME', 'line\nline', '*', '\\'];
  const { stdout } = await ssh.exec(['printf', '%s\\0', ...words]);
  assert.deepEqual(stdout.split('\0').slice(0, -1), words);
  const said = await ssh.exec(['sh', '-c', 'cat; echo why >&2'], { input: 'in\nput' });
  assert.deepEqual([said.stdout, said.stderr, said.exitCode], ['in\nput', 'why', 0]);
});

test("a command's own 255, a command that is not there and one that is killed are results", async () => {
  assert.equal((await ssh.exec(['sh', '-c', 'exit 255'])).exitCode, 255);
  const missing = await ssh.exec(['no-such-tool']);
  assert.deepEqual([missing.exitCode, /no-such-tool/.test(missing.stderr)], [127, true]);
  assert.equal((await ssh.exec(['sh', '-c', 'kill -TERM $$'])).exitCode, 143);
});

test('the environment and the folder are the command’s, and tools of the administrator are on the path', async () => {
  const { stdout } = await ssh.exec(['sh', '-c', 'echo "$WHO in $PWD"; echo $PATH'], {
    env: { WHO: "o'neill" },
    cwd: '/usr',
  });
  assert.match(stdout, /^o'neill in \/usr\n.*:\/usr\/sbin:/);
});

test('a command that takes too long is ended on the machine itself', async () => {
  const result = await ssh.exec(['sleep', '30'], { timeoutMs: 1000 });
  assert.deepEqual([result.timedOut, result.exitCode], [true, undefined]);
  assert.ok(result.durationMs < 4000);
});

test('a machine that is not reached, or lost, is inconclusive with the words of ssh, and no result', async () => {
  await ssh.disconnect();
  await flag('refused', () =>
    assert.rejects(ssh.exec(['true']), (error: Error) => {
      assert.equal(error.name, 'Inconclusive');
      assert.match(error.message, /node1 could not be reached by ssh\n {2}last: .*Host key verification failed/);
      assert.match(error.message, /next: ssh .*StrictHostKeyChecking=yes .*root@192.0.2.11 true$/);
      return true;
    }),
  );
  await flag('lost', () => assert.rejects(ssh.exec(['echo', 'half']), /Broken pipe/));
});

test('host keys are checked and nobody is asked for a password, whatever the configuration says', () => {
  for (const words of readFileSync(join(stub, 'words'), 'utf8').trim().split('\n')) {
    if (!words.startsWith('-')) continue; // a further line of a command
    assert.match(words, /BatchMode=yes -o StrictHostKeyChecking=yes/);
    assert.match(words, /UserKnownHostsFile=\/known -o GlobalKnownHostsFile=\/dev\/null/);
  }
});

test('with sudo the whole line is the administrator’s', () => {
  const asUser = new Ssh({ path: '/inventory.yaml' }, { ...machine, sudo: true, identityFile: '/id' });
  const [file, ...words] = asUser.attached(['bash', '-l']);
  assert.deepEqual([file, words[0], words.at(-1)], ['ssh', '-t', 'sudo -n -- bash -l']);
  assert.ok(words.includes('IdentityFile=/id'));
});

test('when it disconnects, nothing is left on this computer: neither then nor after the connection had ended by itself', async () => {
  const sockets = join(stub, 'sockets');
  await ssh.exec(['true']);
  await ssh.disconnect();
  assert.deepEqual(readdirSync(sockets), []);
  await ssh.exec(['true']);
  const [own = ''] = readdirSync(sockets);
  for (const socket of readdirSync(join(sockets, own))) rmSync(join(sockets, own, socket));
  await ssh.disconnect();
  assert.deepEqual(readdirSync(sockets), []);
});
