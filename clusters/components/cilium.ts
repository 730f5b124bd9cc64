import type { GoBuild, PinnedComponent } from './pinned';

/** What tells one release of Cilium from another. */
interface Release {
  readonly version: string;
  /** What its agent calls itself. */
  readonly agent: string;
  /** Its command line client. */
  readonly client: string;
  /** The file with the path of the kernel's modules. */
  readonly modules: string;
  /** What stands for the tc that its images carry, where it still attaches its programs with one. */
  readonly tc?: string;
}

/**
 * Cilium's programs. The agent compiles its datapath from `bpf/` on every node. With `loopback`, since containerd takes all
 * plugins from one directory.
 */
function release({ version, agent, client, modules, tc }: Release): PinnedComponent {
  const minor = version.split('.').slice(0, 2).join('.');
  return {
    name: 'cilium',
    version: `v${version}`,
    programs: [
      { name: 'cilium-agent', versionArgs: ['--version'], prints: `${agent} ${version}` },
      { name: 'cilium-operator', versionArgs: ['--version'], prints: `Cilium-Operator ${version}` },
      { name: client, versionArgs: ['version'], prints: `Client: ${version}` },
      { name: 'cilium-cni', versionArgs: ['--version'], prints: `Cilium CNI plugin ${version}` },
      { name: 'loopback', versionArgs: ['--version'], prints: 'CNI loopback plugin' },
      ...(tc ? [{ name: 'tc', versionArgs: ['--about'], prints: `tc for Cilium ${minor}` }] : []),
    ],
    downloads: [],
    build: {
      module: `cilium-${minor}`,
      packages: 'tool',
      stamps: { 'github.com/cilium/cilium/pkg/version.ciliumVersion': version },
      tags: 'ipam_provider_operator',
      // A dependency reaches into the standard library, which Go 1.23 and later refuse.
      linker: '-checklinkname=0',
      sources: { bpf: 'github.com/cilium/cilium//bpf' },
      // A kernel that has everything built in has no such file, and the agent would end for want of it.
      adapted: {
        module: 'github.com/cilium/cilium',
        file: modules,
        text: '"/proc/modules"',
        instead: '"/run/modules"',
      },
      ...renames(minor, tc),
      needsGib: 4,
    },
  };
}

function renames(minor: string, tc: string | undefined): Pick<GoBuild, 'rename' | 'substitutes'> {
  const rename = { daemon: 'cilium-agent', operator: 'cilium-operator' };
  return tc ? { rename: { ...rename, [`cilium-${minor}`]: 'tc' }, substitutes: { tc } } : { rename };
}

/** The last minor whose dependencies the public module proxy serves. */
export const cilium115 = release({
  version: '1.15.19',
  agent: 'cilium-agent',
  client: 'cilium-dbg',
  modules: 'pkg/datapath/linux/modules/modules_linux.go',
});

/** The last minor that knows no internalTrafficPolicy. */
export const cilium112 = release({
  version: '1.12.19',
  agent: 'Cilium',
  client: 'cilium',
  modules: 'pkg/modules/modules_linux.go',
  tc: 'attaches eBPF programs by ebpf-go 0.10, as Cilium does itself from 1.13 on; stands for iproute2 with Cilium’s patches',
});
