import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { shellCommand } from '../../../support/exec/shell-word';
import { run, runOrThrow } from '../../../support/exec/exec';
import { until } from '../../../support/exec/until';
import { ensureArtifact } from '../../components/artifact';
import { type RootfsRecipe, rootfsMaker } from '../../components/debian/rootfs';
import { withLibraries } from '../../images/closure';
import { writeTar } from '../../images/layer';
import { type LabSpec, type Machine, machineNames, nodeNames } from '../../lab';
import { enterArgv, fabricInit } from '../../netns/machine';
import { netns } from '../../netns/provider';

/** Debian's own server, unpacked into the cache: the machines of the lab get it as an administrator would lay it there. */
const packages: RootfsRecipe = {
  name: 'sshd-packages',
  packages: ['base-files', 'base-passwd', 'bash', 'coreutils', 'libc-bin', 'openssh-server'],
  optional: ['usr-is-merged'],
  commands: ['bash', 'sshd'],
};
const programs = ['/usr/sbin/sshd', '/usr/lib/openssh/sshd-session', '/usr/lib/openssh/sshd-auth'];

const configuration = `HostKey /etc/ssh/ssh_host_ed25519_key
PermitRootLogin prohibit-password
PasswordAuthentication no
UsePAM no
`;
const start = '#!/bin/sh\nmkdir -p /run/sshd\nexec /usr/sbin/sshd -D -e\n';
const unit = `[Service]
ExecStartPre=/bin/mkdir -p /run/sshd
ExecStart=/usr/sbin/sshd -D -e
[Install]
WantedBy=multi-user.target
`;
const listensWithinMs = 20_000;

/** A cluster that is there before any run, with the machines around it, each with a real sshd. */
export interface Contest {
  readonly dir: string;
  readonly lab: Awaited<ReturnType<typeof netns.create>>;
  /** Writes an inventory of it, with changes; resolves with its path. */
  inventory(name: string, changes?: object): Promise<string>;
  end(): Promise<void>;
}

export async function makeContest(spec: LabSpec): Promise<Contest> {
  const dir = await mkdtemp(join(tmpdir(), 'endstate-contest-'));
  const lab = await netns.create(spec, { signal: AbortSignal.timeout(120_000) }).catch(async (error: unknown) => {
    await rm(dir, { recursive: true, force: true });
    throw error;
  });
  const end = async () => {
    await netns.destroy(lab);
    await rm(dir, { recursive: true, force: true });
  };
  try {
    const names = machineNames(spec);
    await keyPair(join(dir, 'id'));
    const server = await serverTar(join(dir, 'sshd.tar'));
    await Promise.all(names.map((name) => giveServer(dir, server, lab.machine(name), nodeNames(spec).includes(name))));
    await writeFile(join(dir, 'ssh_config'), sshConfig(dir, fabricInit(lab.id), names.map((name) => lab.machine(name))));
    const known = await Promise.all(names.map(async (name) => `${name} ${await readFile(join(dir, `${name}.pub`), 'utf8')}`));
    await writeFile(join(dir, 'known_hosts'), known.join(''));
    await Promise.all(names.map((name) => listens(dir, name)));
    return { dir, lab, end, inventory: (name, changes) => writeInventory(dir, lab.kubeconfig, spec, name, changes) };
  } catch (error) {
    await end();
    throw error;
  }
}

async function writeInventory(dir: string, kubeconfig: string, spec: LabSpec, name: string, changes: object = {}) {
  // runsvdir, PID 1 of a lab's node, ends with this signal, and the machine with it; a host has a systemd.
  const nodes = Object.fromEntries(nodeNames(spec).map((node) => [node, { reboot: ['kill', '-HUP', '1'] }]));
  const hosts = spec.hosts.map(({ name: host, attachments, roles }) => {
    const addresses = attachments.map(({ network, address }) => `${network} ${address}`);
    return [host, { addresses, roles }];
  });
  const inventory = {
    cluster: { kubeconfig, cni: spec.cni, podCidr: spec.podCidr },
    ssh: { config: 'ssh_config', knownHosts: 'known_hosts' },
    nodes,
    hosts: Object.fromEntries(hosts),
    networks: { [spec.nodeNetwork]: spec.nodeCidr },
    runner: 'control-plane',
    ...changes,
  };
  const path = join(dir, `${name}.yaml`);
  await writeFile(path, stringify(inventory));
  return path;
}

async function keyPair(path: string): Promise<void> {
  await runOrThrow(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', path]);
}

async function serverTar(path: string): Promise<Buffer> {
  const root = join((await ensureArtifact(await rootfsMaker(packages))).path, 'root');
  const there = programs.filter((program) => existsSync(join(root, program)));
  await writeTar(path, (await Promise.all(there.map((program) => withLibraries(root, program)))).flat());
  return readFile(path);
}

async function giveServer(dir: string, server: Buffer, machine: Machine, isNode: boolean): Promise<void> {
  const key = join(dir, machine.name);
  await keyPair(key);
  // What the machine has already stays: its C library is in use.
  await shell(machine, 'tar -C / -x --keep-directory-symlink --skip-old-files', server);
  await shell(machine, 'echo sshd:x:974:65534::/run/sshd:/usr/sbin/nologin >>/etc/passwd');
  await machine.write('/etc/ssh/sshd_config', configuration);
  await machine.write('/etc/ssh/ssh_host_ed25519_key', await readFile(key), 0o600);
  await machine.write('/root/.ssh/authorized_keys', await readFile(join(dir, 'id.pub')), 0o600);
  if (isNode) return machine.write('/etc/service/sshd/run', start, 0o755);
  await machine.write('/etc/systemd/system/sshd.service', unit);
  await shell(machine, 'systemctl enable --now sshd');
}

async function shell(machine: Machine, line: string, input?: Buffer): Promise<void> {
  const { exitCode, stderr } = await machine.exec(['sh', '-c', line], input ? { input } : {});
  if (exitCode !== 0) throw new Error(`${machine.name}: ${line}: ${stderr}`);
}

/** The way into the lab, which no route of this computer leads to, is OpenSSH's own business. */
function sshConfig(dir: string, fabric: number, machines: readonly Machine[]): string {
  const way = shellCommand([...enterArgv({ target: fabric }), '/usr/bin/nc']);
  const all = `Host *\n  User root\n  IdentityFile ${dir}/id\n  IdentitiesOnly yes\n  ProxyCommand ${way} %h %p\n`;
  const each = machines.map(({ name, addresses }) => `Host ${name}\n  HostName ${addresses[0]}\n  HostKeyAlias ${name}\n`);
  return [...each, all].join('');
}

async function listens(dir: string, name: string): Promise<void> {
  const known = `UserKnownHostsFile=${dir}/known_hosts`;
  const argv = ['ssh', '-F', `${dir}/ssh_config`, '-o', known, '-o', 'BatchMode=yes', name, 'true'] as const;
  let last = '';
  const check = async () => {
    const { exitCode, stderr } = await run(argv, { timeoutMs: 5_000 });
    last = stderr;
    return exitCode === 0;
  };
  await until(check, { what: `sshd of ${name} did not answer`, withinMs: listensWithinMs, everyMs: 200, last: () => last });
}
