import { createHash } from 'node:crypto';
import { ruleKey, type SecurityGroup, type SecurityGroupRule } from '../security-groups';
import { type LabPlan, type MachinePlan, portName } from './plan';

/** A rule as one machine has it. */
interface MemberRule {
  readonly machine: MachinePlan;
  readonly rule: SecurityGroupRule;
  /** `value/mask`, which marks the connections that it let through. */
  readonly mark: string;
}

/** The bridges whose frames have to pass the packet filter: those with a port of a machine that is in a group. */
export function filteredBridges(plan: LabPlan): readonly string[] {
  return plan.networks
    .map(({ bridge }) => bridge)
    .filter((bridge) => members(plan).some(({ cables }) => cables.some((cable) => cable.bridge === bridge)));
}

/**
 * Security groups as rules of the fabric, for iptables-restore, as Neutron's iptables driver has them: a chain a machine and
 * direction, entered by its ports. The `physdev` match, since this is a bridge: bridged packets pass iptables where
 * the kernel has br_netfilter, and conntrack for the bridge family, which nft would need, is in few kernels. Nothing where no machine is
 * in a group.
 */
export function packetFilter(plan: LabPlan, groups: readonly SecurityGroup[]): string {
  const filtered = members(plan);
  if (filtered.length === 0) return '';
  const rules = memberRules(plan, groups);
  const lines = [
    '*raw',
    // A packet that a machine passes on is in two networks: two connections, each with a fate of its own.
    ...filteredBridges(plan).map((bridge, index) => `-A PREROUTING -i ${bridge} -j CT --zone ${index + 1}`),
    'COMMIT',
    '*filter',
    ...filtered.flatMap((machine) => [`:${chain(plan, machine, 'egress')} -`, `:${chain(plan, machine, 'ingress')} -`]),
    '-A FORWARD -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT',
    ...filtered.flatMap((machine) => entries(plan, machine, 'egress')),
    ...filtered.flatMap((machine) => entries(plan, machine, 'ingress')),
    ...rules.flatMap((rule) => chainLines(plan, rule)),
    ...filtered.flatMap((machine) =>
      (['egress', 'ingress'] as const).map((direction) => `-A ${chain(plan, machine, direction)} -j DROP`),
    ),
    'COMMIT',
  ];
  return `${lines.join('\n')}\n`;
}

/** The marks of connections that rules of `before` let through and that `after` has no longer. */
export function goneMarks(
  plan: LabPlan,
  before: readonly SecurityGroup[],
  after: readonly SecurityGroup[],
): readonly string[] {
  const left = new Set(memberRules(plan, after).map(({ mark }) => mark));
  return memberRules(plan, before)
    .map(({ mark }) => mark)
    .filter((mark) => !left.has(mark));
}

function members({ machines, spec }: LabPlan): readonly MachinePlan[] {
  return machines.filter(({ name }) => (spec.groups[name] ?? []).length > 0);
}

function memberRules(plan: LabPlan, groups: readonly SecurityGroup[]): readonly MemberRule[] {
  return members(plan).flatMap((machine) =>
    groups
      .filter(({ name }) => plan.spec.groups[machine.name]?.includes(name))
      .flatMap(({ rules }) => rules.map((rule) => ({ machine, rule, mark: markOf(machine, rule) }))),
  );
}

/** One half of the mark for the rule of the sender, one for the receiver's. Two rules of one mark would be cut together. */
function markOf({ name }: MachinePlan, rule: SecurityGroupRule): string {
  const digest = createHash('sha256')
    .update(`${name} ${ruleKey(rule)}`)
    .digest();
  const number = (digest.readUInt16BE() || 1) * (rule.direction === 'ingress' ? 0x1_0000 : 1);
  return `0x${number.toString(16)}/${rule.direction === 'ingress' ? '0xffff0000' : '0xffff'}`;
}

function chain({ machines }: LabPlan, machine: MachinePlan, direction: SecurityGroupRule['direction']): string {
  return `${direction}-${machines.indexOf(machine)}`;
}

function entries(plan: LabPlan, machine: MachinePlan, direction: SecurityGroupRule['direction']): readonly string[] {
  const match = direction === 'egress' ? '--physdev-in' : '--physdev-out';
  return machine.cables.map(
    (_, number) =>
      `-A FORWARD -m physdev --physdev-is-bridged ${match} ${portName(plan, machine, number)} -j ${chain(plan, machine, direction)}`,
  );
}

/** What may leave goes on to the receiver's chain; what may come in has arrived. */
function chainLines(plan: LabPlan, { machine, rule, mark }: MemberRule): readonly string[] {
  const verdict = rule.direction === 'egress' ? 'RETURN' : 'ACCEPT';
  const start = `-A ${chain(plan, machine, rule.direction)}`;
  return remotes(plan, rule).flatMap((remote) => [
    `${start}${remote}${protocolMatch(rule)} -j CONNMARK --set-xmark ${mark}`,
    `${start}${remote}${protocolMatch(rule)} -j ${verdict}`,
  ]);
}

/** A group as a remote is its members' addresses. */
function remotes(plan: LabPlan, { direction, remote }: SecurityGroupRule): readonly string[] {
  const option = direction === 'ingress' ? '-s' : '-d';
  if (!remote) return [''];
  if ('prefix' in remote) return [` ${option} ${remote.prefix}`];
  const inGroup = plan.machines.filter(({ name }) => plan.spec.groups[name]?.includes(remote.group));
  return inGroup.flatMap(({ cables }) => cables.map(({ address }) => ` ${option} ${address}`));
}

function protocolMatch({ protocol, ports }: SecurityGroupRule): string {
  if (protocol === 'any') return '';
  if (!ports) return ` -p ${protocol}`;
  if (protocol === 'icmp') return ` -p icmp --icmp-type ${ports.min}/${ports.max}`;
  return ` -p ${protocol} --dport ${ports.min}:${ports.max}`;
}
