import { existsSync } from 'node:fs';
import { chmod, chown, copyFile, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runOrThrow } from '../../../support/exec/exec';

/** What the packages' own scripts would have done at installation, since none of them runs. */
export async function finishRoot(root: string): Promise<void> {
  await makeDirectories(root);
  await chooseAlternatives(root);
  await writeAccounts(root);
  await writeNames(root);
  await gatherCertificates(root);
  await runOrThrow(['ldconfig', '-r', root]);
}

/** Debian's choice for each name that several packages offer: the first one that is there. */
const alternatives: Readonly<Record<string, readonly string[]>> = {
  'usr/sbin/iptables': ['iptables-nft'],
  'usr/sbin/iptables-save': ['iptables-nft-save'],
  'usr/sbin/iptables-restore': ['iptables-nft-restore'],
  'usr/sbin/ip6tables': ['ip6tables-nft'],
  'usr/sbin/ip6tables-save': ['ip6tables-nft-save'],
  'usr/sbin/ip6tables-restore': ['ip6tables-nft-restore'],
  'usr/sbin/arptables': ['arptables-nft'],
  'usr/sbin/ebtables': ['ebtables-nft'],
  'usr/bin/awk': ['gawk', 'mawk'],
  'usr/bin/nc': ['nc.openbsd'],
  'usr/bin/which': ['which.debianutils'],
  'usr/bin/traceroute': ['traceroute.db'],
  'usr/bin/pager': ['less'],
  'usr/bin/editor': ['nano'],
};

const directories = [
  'boot',
  'dev',
  'etc/cni/net.d',
  'etc/kubernetes',
  'home',
  'media',
  'mnt',
  'opt/cni/bin',
  'proc',
  'root',
  'run',
  'srv',
  'sys',
  'tmp',
  'usr/local/bin',
  'usr/local/sbin',
  'var/cache',
  'var/lib',
  'var/log',
  'var/spool',
  'var/tmp',
];

async function makeDirectories(root: string): Promise<void> {
  for (const name of directories) await mkdir(join(root, name), { recursive: true });
  for (const name of ['tmp', 'var/tmp']) await chmod(join(root, name), 0o1777);
  await chmod(join(root, 'root'), 0o700);
  await link(root, 'var/run', '/run');
  await link(root, 'var/lock', '/run/lock');
}

async function chooseAlternatives(root: string): Promise<void> {
  for (const [name, choices] of Object.entries(alternatives)) {
    const directory = join(root, name, '..');
    const chosen = choices.find((choice) => existsSync(join(directory, choice)));
    if (chosen && !existsSync(join(root, name))) await link(root, name, chosen);
  }
}

/** What the packages make with adduser when they are installed: name, home. The number is the place here. */
const serviceAccounts = [
  ['systemd-network', '/'],
  ['messagebus', '/nonexistent'],
  ['haproxy', '/var/lib/haproxy'],
  ['bird', '/run/bird'],
  ['dnsmasq', '/var/lib/misc'],
  ['docker-registry', '/var/lib/docker-registry'],
  ['tcpdump', '/nonexistent'],
] as const;
const firstServiceId = 990;

async function writeAccounts(root: string): Promise<void> {
  const masters = join(root, 'usr/share/base-passwd');
  if (!existsSync(masters)) return;
  const accounts = serviceAccounts.map(([name, home], index) => ({ name, home, id: firstServiceId - index }));
  const users = accounts.map(({ name, home, id }) => `${name}:*:${id}:${id}::${home}:/usr/sbin/nologin\n`);
  const groups = [{ name: 'systemd-journal', id: 999 }, ...accounts].map(({ name, id }) => `${name}:x:${id}:\n`);
  const passwd = (await readFile(join(masters, 'passwd.master'), 'utf8')) + users.join('');
  await writeFile(join(root, 'etc/passwd'), passwd.replaceAll(':*:', ':x:'));
  await writeFile(join(root, 'etc/group'), (await readFile(join(masters, 'group.master'), 'utf8')) + groups.join(''));
  for (const { home, id } of accounts) if (home.startsWith('/var/')) await makeHome(join(root, home), id);
  const shadow = passwd
    .split('\n')
    .filter(Boolean)
    .map((line) => `${line.split(':')[0]}:*:19000:0:99999:7:::\n`);
  await writeFile(join(root, 'etc/shadow'), shadow.join(''), { mode: 0o640 });
  for (const name of ['bashrc', 'profile']) {
    const template = join(root, 'usr/share/base-files', `dot.${name}`);
    if (existsSync(template)) await copyFile(template, join(root, 'root', `.${name}`));
  }
}

async function makeHome(path: string, id: number): Promise<void> {
  await mkdir(path, { recursive: true });
  await chown(path, id, id);
}

async function writeNames(root: string): Promise<void> {
  await writeFile(
    join(root, 'etc/nsswitch.conf'),
    'passwd: files\ngroup: files\nshadow: files\nhosts: files dns\nnetworks: files\nprotocols: files\nservices: files\nethers: files\nrpc: files\n',
  );
  await writeFile(join(root, 'etc/resolv.conf'), '');
  await writeFile(join(root, 'etc/hosts'), '127.0.0.1 localhost\n::1 localhost ip6-localhost ip6-loopback\n');
}

/** One file with all certificates, as update-ca-certificates writes it. */
async function gatherCertificates(root: string): Promise<void> {
  const source = join(root, 'usr/share/ca-certificates/mozilla');
  if (!existsSync(source)) return;
  const names = (await readdir(source)).filter((name) => name.endsWith('.crt')).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(source, name), 'utf8')));
  await mkdir(join(root, 'etc/ssl/certs'), { recursive: true });
  await writeFile(join(root, 'etc/ssl/certs/ca-certificates.crt'), texts.map((text) => `${text.trim()}\n`).join(''));
}

async function link(root: string, name: string, target: string): Promise<void> {
  await rm(join(root, name), { recursive: true, force: true });
  await symlink(target, join(root, name));
}
