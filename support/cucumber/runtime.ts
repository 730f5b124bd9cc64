import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { BadInput, Mismatch } from '../errors';
import { type Argv, failureText } from '../exec/exec';
import { readYaml } from '../schema';
import type { World } from './world';

/** What one types at a machine's prompt, each a command without a shell: gone after a reboot. */
export interface TypedCommands {
  readonly machine: string;
  readonly commands: readonly Argv[];
}

/** A runtime/<machine>.yaml. Lines are what stands after the command's name. */
interface WrittenRuntime {
  readonly sysctls?: Readonly<Record<string, string | number>>;
  /** After `ip route`, `ip rule`, `iptables`, `nft`. */
  readonly routes?: readonly string[];
  readonly rules?: readonly string[];
  readonly iptables?: readonly string[];
  readonly nft?: readonly string[];
}

/** Lines of one command; it begins with one of the verbs. */
const lines = (verbs: string) => ({
  type: 'array',
  minItems: 1,
  items: { type: 'string', pattern: `^(${verbs})( [^\\s]+)+$` },
});

const runtimeSchema = {
  type: 'object',
  minProperties: 1,
  additionalProperties: false,
  properties: {
    // kernel.core_pattern, for one, would run a program outside the lab.
    sysctls: {
      type: 'object',
      minProperties: 1,
      propertyNames: { pattern: '^net(\\.[a-zA-Z0-9_-]+)+$' },
      additionalProperties: { type: ['string', 'integer'], pattern: '^[\\w. -]+$' },
    },
    routes: lines('add|append|change|replace|del|delete|flush'),
    rules: lines('add|del|delete'),
    iptables: lines('-[\\w-]+'),
    nft: lines('add|insert|replace|delete|flush|create'),
  },
} as const;

/** Reads `<folder>/<machine>.yaml` files. Throws BadInput for a machine that the scenario has not, and for other keys. */
export async function readRuntime(world: World, folder: string): Promise<readonly TypedCommands[]> {
  const files = await readdir(folder);
  const odd = files.find((name) => !name.endsWith('.yaml'));
  if (odd !== undefined || files.length === 0) {
    const what = odd === undefined ? `${folder} is empty` : `${join(folder, odd)} is no machine's runtime`;
    throw new BadInput({ what, next: 'write runtime/<machine>.yaml' });
  }
  return files.toSorted().map((name) => ({
    machine: world.machineName(name.slice(0, -'.yaml'.length)),
    commands: commandsOf(readYaml<WrittenRuntime>(join(folder, name), runtimeSchema)),
  }));
}

function commandsOf({ sysctls = {}, routes = [], rules = [], iptables = [], nft = [] }: WrittenRuntime) {
  const words = (line: string) => line.split(' ');
  return [
    ...Object.entries(sysctls).map(([name, value]): Argv => ['sysctl', '-w', `${name}=${value}`]),
    ...routes.map((line): Argv => ['ip', 'route', ...words(line)]),
    ...rules.map((line): Argv => ['ip', 'rule', ...words(line)]),
    ...iptables.map((line): Argv => ['iptables', ...words(line)]),
    ...nft.map((line): Argv => ['nft', ...words(line)]),
  ];
}

/** Types it all. A command that the machine refuses is the answer's failure. */
export async function typeCommands(world: World, all: readonly TypedCommands[]): Promise<void> {
  for (const { machine, commands } of all) {
    for (const argv of commands) await type(world, machine, argv);
  }
}

async function type(world: World, machine: string, argv: Argv): Promise<void> {
  const options = { timeoutMs: limitMs, signal: world.signal, changes: true };
  const result = await world.lab.machine(machine).exec(argv, options);
  if (result.exitCode === 0) return;
  const what = `${machine} refused "${argv.join(' ')}" of the answer`;
  throw new Mismatch({ what, last: failureText(result) }, `exit-${result.exitCode ?? 'signal'}`);
}

const limitMs = 10_000;
