import { BadInput } from '../support/errors';
import { unknownWord } from '../support/nearest';
import { parseCidr } from './cidr';

export const directions = ['ingress', 'egress'] as const;
/** Protocols by name; any other is written by its IP protocol number, 4 for IP in IP, 112 for VRRP. */
export const protocolNames = ['any', 'tcp', 'udp', 'icmp'] as const;

/** What a rule lets through. There is no rule that drops: what none lets through is dropped. */
export interface SecurityGroupRule {
  readonly direction: (typeof directions)[number];
  /** One of {@link protocolNames}, or an IP protocol number. */
  readonly protocol: string;
  /** Destination ports of TCP and UDP, of ICMP type and code; `undefined` is any. */
  readonly ports?: PortRange | undefined;
  /** The other end; `undefined` is anybody. */
  readonly remote?: { readonly prefix: string } | { readonly group: string } | undefined;
}

export interface PortRange {
  readonly min: number;
  readonly max: number;
}

/**
 * OpenStack's security group: a machine in it sends and receives in a network what a rule of one of its groups lets
 * through, and what belongs to a connection that was let through. A machine in no group is not filtered.
 */
export interface SecurityGroup {
  readonly name: string;
  readonly rules: readonly SecurityGroupRule[];
}

/** A rule of a group that is named beside it. */
export interface GroupRule {
  readonly group: string;
  readonly rule: SecurityGroupRule;
}

/** What OpenStack gives every new group: its members may send whatever they like. */
export const sendAnything: SecurityGroupRule = { direction: 'egress', protocol: 'any' };

/** The groups with rules added; one that is there already stays one. */
export function withRules(groups: readonly SecurityGroup[], added: readonly GroupRule[]): readonly SecurityGroup[] {
  return groups.map(({ name, rules }) => {
    const more = added.filter(({ group }) => group === name).map(({ rule }) => rule);
    return { name, rules: unique([...rules, ...more]) };
  });
}

/**
 * The groups without the rules of a direction, protocol and ports, and of a remote where one is named. `undefined` where
 * the group has none of these.
 */
export function withoutRules(
  groups: readonly SecurityGroup[],
  { group, rule }: GroupRule,
): readonly SecurityGroup[] | undefined {
  const before = groups.find(({ name }) => name === group)?.rules ?? [];
  const left = before.filter((each) => ruleKey(each) !== ruleKey({ ...rule, remote: rule.remote ?? each.remote }));
  if (left.length === before.length) return undefined;
  return groups.map((each) => (each.name === group ? { ...each, rules: left } : each));
}

/** `ingress tcp 30000-32767 from group worker`. */
export function describeRule({ direction, protocol, ports, remote }: SecurityGroupRule): string {
  const range = ports ? ` ${ports.min}${ports.max === ports.min ? '' : `-${ports.max}`}` : '';
  const end = remote && ('group' in remote ? `group ${remote.group}` : remote.prefix);
  return `${direction} ${protocol}${range}${end ? ` ${direction === 'ingress' ? 'from' : 'to'} ${end}` : ''}`;
}

/** The same for equal rules, and for no others. */
export const ruleKey = describeRule;

function unique(rules: readonly SecurityGroupRule[]): readonly SecurityGroupRule[] {
  return [...new Map(rules.map((rule) => [ruleKey(rule), rule])).values()];
}

/** Throws BadInput where a rule names a group that is not there, or what no rule can say. */
export function checkRule({ group, rule }: GroupRule, groups: readonly string[]): void {
  requireGroup(group, groups);
  const { protocol, ports, remote } = rule;
  const named = protocolNames.some((name) => name === protocol);
  if (!named && !(/^\d{1,3}$/.test(protocol) && Number(protocol) < 256)) {
    throw unknownWord('protocol of a security group', protocol, protocolNames);
  }
  if (remote && 'group' in remote) requireGroup(remote.group, groups);
  if (remote && 'prefix' in remote) parseCidr(`remote of security group ${group}`, remote.prefix);
  if (ports) checkPorts(group, protocol, ports);
}

function checkPorts(group: string, protocol: string, { min, max }: PortRange): void {
  const what = `security group ${group}: ${min}-${max} are no ports of ${protocol}`;
  const next = 'write ports of tcp or udp from 1 to 65535, the smaller one first';
  const highest = protocol === 'icmp' ? 255 : 65_535;
  if (!['tcp', 'udp', 'icmp'].includes(protocol)) throw new BadInput({ what, next });
  if (min > highest || max > highest || (protocol !== 'icmp' && (min < 1 || min > max)))
    throw new BadInput({ what, next });
}

/** Throws BadInput with the nearest name. */
export function requireGroup(name: string, groups: readonly string[]): void {
  if (!groups.includes(name)) throw unknownWord('security group', name, groups);
}
