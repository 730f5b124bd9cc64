import { file } from '../netns/disk';
import { ciliumServices, datapath, program } from './cilium-services';

const configuration = '/etc/cilium/05-cilium.conflist';

/** The last minor without internalTrafficPolicy, in place of kube-proxy: a Service's clients reach every server. */
export const cilium112 = ciliumServices({
  name: 'cilium-1.12',
  description: 'Cilium 1.12 in place of kube-proxy: as cilium, but it knows no internalTrafficPolicy',
  kubeProxyModes: ['none'],
  kubeProxyReason: 'it is there as what replaces kube-proxy, and was not tried beside one',
  addOns: ['cilium-1.12', 'clang', 'llvm'],
  client: 'cilium',
  files: {
    // It compares its structures with what a compiler made of them, by DWARF 4; clang writes DWARF 5 from 14 on.
    '/usr/local/bin/clang': program('clang', 'bin/clang', '-gdwarf-4'),
    '/usr/local/bin/llc': program('llvm', 'bin/llc'),
    [configuration]: file(JSON.stringify({ cniVersion: '0.3.1', name: 'cilium', plugins: [{ type: 'cilium-cni' }] })),
  },
  // Go's modules know no modes.
  boot: `chmod +x ${datapath}/init.sh\n`,
  flags: () => [
    `--read-cni-conf=${configuration}`,
    '--tunnel=vxlan',
    // `strict` would balance sockets by cgroup too.
    '--kube-proxy-replacement=partial',
    '--enable-node-port=true',
    '--enable-external-ips=true',
    '--enable-host-port=true',
    '--enable-session-affinity=true',
    '--bpf-lb-sock=false',
  ],
});
