import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unsafeFiles } from './unsafe-files';

const filesOf = (files: Readonly<Record<string, string>>) =>
  new Map(Object.entries(files).map(([path, content]) => [path, Buffer.from(content)]));
const brokenBy = (path: string, content: string) => unsafeFiles({ name: 'fix-2', files: filesOf({ [path]: content }) });

const haproxy = 'disk/lb/etc/haproxy/haproxy.cfg';
const sysctl = 'disk/lb/etc/sysctl.d/50-x.conf';
const typed = 'runtime/lb.yaml';

/** A file, what it says, the line or field, and a part of what is said of it. */
const hostile: Readonly<Record<string, readonly [string, string, string | undefined, RegExp]>> = {
  'a script for HAProxy': [haproxy, 'global\n  lua-load /etc/x.lua\n', 'line 2', /"lua-load"/],
  'a script in quotes': [haproxy, 'global\n  "lua""-load" /etc/x.lua\n', 'line 2', /"lua-load"/],
  'a script in codes': [haproxy, 'global\n  \\x6cua\\-load /etc/x.lua\n', 'line 2', /"lua-load"/],
  'a script by a variable': [haproxy, 'global\r\n  "$' + '{X}" /etc/x.lua\r\n', 'line 2', /runs something else/],
  'a check by a program': [haproxy, 'backend a\n option external-check\n', 'line 2', /option external-check/],
  'programs for HAProxy': [haproxy, 'program x\n  command /bin/sh\n', 'line 1', /"program"/],
  "HAProxy's script in another file": ['disk/lb/srv/x', 'global\n\tlua-load x\n', 'line 2', /"lua-load"/],
  'the pattern of core dumps': [sysctl, 'net.ipv4.ip_forward=1\nkernel.core_pattern=|/bin/sh\n', 'line 2', /below net/],
  'the same with slashes': [sysctl, '-kernel/core_pattern = |/bin/sh', 'line 1', /below net/],
  'the same from below net': [sysctl, 'net/../kernel/core_pattern = |/bin/sh', 'line 1', /below net/],
  'the same for all names': [sysctl, '*.core_pattern = |/bin/sh', 'line 1', /below net/],
  'the same in a script': ['disk/lb/etc/rc.local', '#!/bin/sh\nsysctl -w kernel.core_pattern=x', 'line 2', /kernel/],
  'the same by its file': ['disk/lb/etc/rc.local', 'echo x >/proc/sys/kernel/core_pattern', 'line 1', /kernel/],
  'the key of last resort': ['disk/lb/etc/rc.local', 'echo b >/proc/sysrq-trigger', 'line 1', /kernel/],
  'a module of another kind': ['disk/lb/etc/modules-load.d/x.conf', '# x\nusb_storage', 'line 2', /usb_storage/],
  'a program for a module': ['disk/lb/etc/modprobe.d/x.conf', 'install nf_tables /bin/sh', 'line 1', /"install"/],
  'a program': ['disk/lb/usr/bin/curl', '#!/bin/sh', undefined, /must not be laid/],
  "the machine's own start": ['disk/lb/etc/service/kubelet/run', '#!/bin/sh', undefined, /must not be laid/],
  'what every program loads': ['disk/lb/etc/ld.so.preload', '/srv/x.so', undefined, /must not be laid/],
  'a setting that is not of the network': [
    typed,
    'sysctls: { kernel.core_pattern: x }',
    "$['sysctls']['kernel.core_pattern']",
    /network/,
  ],
  'a program that loads modules': [
    typed,
    'iptables: [-M /srv/x -t nat -A POSTROUTING -m bpf]',
    "$['iptables'][0]",
    /"-M"/,
  ],
  'the same among others': [typed, 'iptables: ["-vM x -A INPUT"]', "$['iptables'][0]", /"-vM"/],
  'the same, cut short': [typed, 'iptables: [-A INPUT --modp=x]', "$['iptables'][0]", /"--modp=x"/],
  'a program of BPF': [typed, 'iptables: [-A INPUT -m bpf --object-pinned /sys/fs/bpf/x]', "$['iptables'][0]", /"bpf"/],
  'a program of BPF for a route': [
    typed,
    'routes: [add 10.0.0.0/8 encap bpf in obj x.o dev eth0]',
    "$['routes'][0]",
    /"bpf"/,
  ],
  "the computer's own audit log": [typed, 'iptables: [-A INPUT -j AUDIT --type accept]', "$['iptables'][0]", /"AUDIT"/],
  'another file of nft': [typed, `nft: ['add table x; include "/etc/shadow"']`, "$['nft'][0]", /"include"/],
  'an option of nft': [typed, 'nft: [add -f x]', "$['nft'][0]", /"-f"/],
  'a file by its name': [typed, 'rules: [add from 10.0.0.1 lookup ../../x]', "$['rules'][0]", /reads a file/],
  'what is no YAML': [typed, 'sysctls: [', 'line 1', /not readable/],
};

for (const [name, [path, content, field, said]] of Object.entries(hostile)) {
  test(`refused: ${name}`, () => {
    const [broken] = brokenBy(path, content);
    assert.equal(broken?.file, `fix-2/${path}`);
    assert.equal(broken?.field, field);
    assert.match(broken?.said ?? '', said);
    assert.deepEqual(broken?.voids, broken?.rule === 'yaml' ? { method: 'fix-2' } : { whole: true });
  });
}

test('that was all of them', (t) => t.diagnostic(`${Object.keys(hostile).length} hostile files`));

test('what one types is let through', () => {
  const runtime = [
    'sysctls: { net.ipv4.ip_forward: 1, net.ipv4.conf.all.rp_filter: 0 }',
    'routes: [add local 0.0.0.0/0 dev lo table 100, add 10.233.65.0/24 via 192.168.222.157]',
    'rules: [add fwmark 1 lookup 100]',
    'iptables:',
    '  - -t nat -A POSTROUTING -o eth1 -j MASQUERADE',
    '  - -A INPUT -m statistic --mode nth --every 2 --packet 0 -s 10.0.0.0/8 -jMARK --set-mark 1',
    'nft:',
    '  - "add chain ip filter input { type filter hook input priority -150 ; policy accept ; }"',
  ];
  assert.deepEqual(brokenBy(typed, runtime.join('\n')), []);
});
