import type { AnswerFiles } from '../answer-files';
import { runsPrograms } from './haproxy';
import { layableWords, mayBeLaid } from './layable';

/** Something in a file, with its line, counted from 1. */
export interface OddLine {
  readonly line?: number;
  readonly problem: string;
}

/** Modules of the kernel's network: the computer's own kernel loads them. */
const networkModules =
  /^(br_netfilter|overlay|8021q|bonding|dummy|ipip|ip_gre|tun|veth|vxlan|wireguard|(ip_vs|nf|nft|xt|ipt|ip6t|ip_set|iptable|ip6table|ebtable|arp)(_\w+)?)$/;

/** What reaches from a machine of a lab into the kernel that it shares with this computer. */
const outOfTheMachine =
  /core_pattern|\/proc\/sys\/(?!net\/)|\/proc\/sysrq-trigger|uevent_helper|release_agent|\bkernel\.[a-z]\w+\s*=/;

/** How the lines of a file are read, by its path on the machine. */
const readers: readonly (readonly [RegExp, (line: string) => string | undefined])[] = [
  [/^\/etc\/haproxy\/|haproxy[^/]*\.cfg$/, (line) => word(runsPrograms(line))],
  [/^\/etc\/(sysctl\.conf$|sysctl\.d\/)/, otherSysctl],
  [/^\/etc\/(modules$|modules-load\.d\/)/, otherModule],
  [/^\/etc\/modprobe\.d\//, (line) => word(/^\s*(install|remove)\s/.exec(line)?.[1])],
];

/**
 * What a file must not say that is laid onto a machine's disk. No wall: what is laid there runs as root of a machine that shares this
 * computer's kernel. Strangers' answers are judged where the computer can be thrown away.
 */
export function oddDiskFile(path: string, content: Buffer): readonly OddLine[] {
  if (!mayBeLaid(path)) return [{ problem: `must not be laid: ${layableWords}` }];
  const reader = readers.find(([place]) => place.test(path))?.[1] ?? scripted;
  return content
    .toString('latin1')
    .split(/\r\n|\r|\n/)
    .flatMap((line, index) => {
      const problem =
        reader(line) ?? (outOfTheMachine.test(line) ? "reaches into the computer's own kernel" : undefined);
      return problem === undefined ? [] : [{ line: index + 1, problem }];
    });
}

/** HAProxy reads whatever file its unit names, wherever that lies. */
function scripted(line: string): string | undefined {
  const found = runsPrograms(line);
  return found !== undefined && /^(lua-|external-check)/.test(found) ? word(found) : undefined;
}

function word(found: string | undefined): string | undefined {
  return found === undefined ? undefined : `has "${found}", which runs something else`;
}

/** `-` before a name means that it may fail, `/` in it is another dot. */
function otherSysctl(line: string): string | undefined {
  const name = line.trim().replace(/^-\s*/, '');
  if (name === '' || /^[#;]/.test(name)) return undefined;
  return /^net[./][^\s=]+/.test(name) && !name.includes('..')
    ? undefined
    : `sets "${name.slice(0, 60)}"; an answer may set what is below net.`;
}

function otherModule(line: string): string | undefined {
  const [name = ''] = line.trim().split(/\s/);
  if (name === '' || /^[#;]/.test(name) || networkModules.test(name)) return undefined;
  return `loads the module "${name.slice(0, 60)}"; an answer may load those of the network`;
}

/** The files below `disk/`, by machine and path: `disk/lb/etc/hosts` is /etc/hosts on lb. */
export function diskFilesOf(files: AnswerFiles) {
  return [...files].flatMap(([path, content]) => {
    const [, machine, onMachine] = /^disk\/([^/]+)(\/.+)$/.exec(path) ?? [];
    return machine === undefined || onMachine === undefined ? [] : [{ path, machine, onMachine, content }];
  });
}
