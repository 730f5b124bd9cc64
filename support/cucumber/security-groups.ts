import {
  checkRule,
  describeRule,
  type GroupRule,
  type SecurityGroup,
  type SecurityGroupRule,
  withoutRules,
  withRules,
} from '../../clusters/security-groups';
import { BadInput, Inconclusive } from '../errors';
import { readYaml } from '../schema';
import type { World } from './world';

/** A rule as OpenStack's API and `openstack security group rule create` name its fields. */
interface WrittenRule {
  readonly security_group: string;
  readonly direction?: 'ingress' | 'egress';
  readonly ethertype?: 'IPv4' | 'IPv6';
  readonly protocol?: string | number | null;
  readonly port_range_min?: number | null;
  readonly port_range_max?: number | null;
  readonly remote_ip_prefix?: string | null;
  readonly remote_group?: string | null;
  readonly description?: string;
}

const text = { type: 'string', minLength: 1 } as const;
const port = { type: ['integer', 'null'], minimum: 0, maximum: 65_535 } as const;

const rulesSchema = {
  type: 'array',
  minItems: 1,
  items: {
    type: 'object',
    required: ['security_group'],
    additionalProperties: false,
    properties: {
      security_group: text,
      direction: { enum: ['ingress', 'egress'] },
      ethertype: { enum: ['IPv4', 'IPv6'] },
      protocol: { type: ['string', 'integer', 'null'] },
      port_range_min: port,
      port_range_max: port,
      remote_ip_prefix: { type: ['string', 'null'] },
      remote_group: { type: ['string', 'null'] },
      description: { type: 'string' },
    },
  },
} as const;

/**
 * The rules of an answer's security-groups.yaml, which join those that the groups have. Throws BadInput for groups that
 * the scenario has not, and for what no rule can say.
 */
export function readSecurityGroups(world: World, path: string): readonly GroupRule[] {
  const written = readYaml<readonly WrittenRule[]>(path, rulesSchema);
  const groups = namesOf(world.spec.securityGroups);
  // A lab's networks have no IPv6: a rule for it, which OpenStack makes beside the other, lets nothing through.
  const rules = written.filter(({ ethertype }) => ethertype !== 'IPv6').map(groupRule);
  for (const rule of rules) checkRule(rule, groups);
  return rules;
}

function groupRule(written: WrittenRule): GroupRule {
  const { security_group: group, direction = 'ingress', protocol, remote_group, remote_ip_prefix } = written;
  if (remote_group && remote_ip_prefix) {
    const what = `a rule of security group ${group} has a remote group and a remote prefix`;
    throw new BadInput({ what, next: 'keep one of them, as OpenStack does' });
  }
  const rule: SecurityGroupRule = {
    direction,
    protocol: String(protocol ?? 'any').toLowerCase(),
    ports: portsOf(written),
    remote: remote_group ? { group: remote_group } : remote_ip_prefix ? { prefix: remote_ip_prefix } : undefined,
  };
  return { group, rule };
}

function portsOf({ security_group, protocol, port_range_min: min, port_range_max: max }: WrittenRule) {
  if (typeof min !== typeof max) {
    const what = `a rule of security group ${security_group} for ${protocol} has one end of a port range`;
    throw new BadInput({ what, next: 'write port_range_min and port_range_max' });
  }
  return typeof min === 'number' && typeof max === 'number' ? { min, max } : undefined;
}

/** The words of a step: BadInput for a group or a rule that cannot be. */
export function checkGroupRule(world: World, rule: GroupRule): void {
  checkRule(rule, namesOf(world.spec.securityGroups));
}

/** Adds rules to the running lab. */
export async function addRules(world: World, rules: readonly GroupRule[]): Promise<void> {
  await world.lab.secure(withRules(await world.lab.securityGroups(), rules), world.signal);
}

/** Takes rules away, and cuts what they let through. A rule that is not there was not taken away: Inconclusive. */
export async function removeRules(world: World, rule: GroupRule): Promise<void> {
  const groups = await world.lab.securityGroups();
  await world.lab.secure(without(groups, rule), world.signal);
}

function without(groups: readonly SecurityGroup[], rule: GroupRule): readonly SecurityGroup[] {
  const left = withoutRules(groups, rule);
  if (left) return left;
  const rules = groups.find(({ name }) => name === rule.group)?.rules ?? [];
  throw new Inconclusive({
    what: `security group ${rule.group} has no rule for ${describeRule(rule.rule)}`,
    last: rules.map(describeRule).join('; '),
  });
}

function namesOf(groups: readonly SecurityGroup[]): readonly string[] {
  return groups.map(({ name }) => name);
}
