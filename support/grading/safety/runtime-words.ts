import { type Finding, unsafe } from './finding';
import { isMapping, type Mapping } from './values-at';

/** What a line of runtime/<machine>.yaml must not hold, by the command that it belongs to. */
const oddWords: Readonly<Record<string, RegExp>> = {
  // A program of BPF, from a file.
  routes: /^(bpf|obj|object|object-file|pinned|object-pinned)$|^-/,
  rules: /^-/,
  // A program to load modules with, whose name may be cut short; programs of BPF; what writes to the computer's own log, keys or lights.
  iptables:
    /^-[vnx46f]*M|^--mo(d(p(r(o(be?)?)?)?)?)?(=|$)|^bpf$|^--(object-pinned|bytecode)|^(-j|--jump=|)(AUDIT|CONNSECMARK|IDLETIMER|LED|SECMARK)$/,
  // Another file, an option.
  nft: /^include$|^-[a-zA-Z-]/,
};
/** The name of a file, be it quoted or the value of an option. */
const path = /^([^=]*=)?["']?\.{0,2}\//;

/** What a runtime/<machine>.yaml says that would read or write a file, run a program, or leave the machine's network. */
export function oddRuntime(value: unknown): readonly Finding[] {
  if (!isMapping(value)) return [];
  return [...oddSysctls(value.sysctls), ...Object.keys(oddWords).flatMap((command) => oddLines(value, command))];
}

function oddSysctls(value: unknown): readonly Finding[] {
  return Object.keys(isMapping(value) ? value : {})
    .filter((name) => !/^net(\.[\w-]+)+$/.test(name))
    .map((name) => unsafe(['sysctls', name], 'is no setting of the network; an answer may set what is below net.'));
}

function oddLines(runtime: Mapping, command: string): readonly Finding[] {
  const lines = runtime[command];
  return (Array.isArray(lines) ? lines : []).flatMap((line, index) => {
    const odd = String(line)
      .split(/[\s;{}]+/)
      .slice(command === 'iptables' ? 0 : 1)
      .find((word) => path.test(word) || oddWords[command]?.test(word.replaceAll(/["']/g, '')));
    return odd === undefined
      ? []
      : [unsafe([command, index], `has "${odd}", which reads a file, or runs something else`)];
  });
}
