import { BadInput } from '../support/errors';
import { unknownWord } from '../support/nearest';
import {
  checkRule,
  directions,
  type GroupRule,
  type SecurityGroup,
  type SecurityGroupRule,
  sendAnything,
} from './security-groups';
import type { TableRow } from './topology-tables';

const columns = ['group', 'direction', 'protocol', 'ports', 'remote'] as const;

/**
 * The groups of a table with a rule a row: group and protocol, and perhaps direction (`ingress` unless told), ports and
 * remote. A group without a row for egress keeps the rule that OpenStack gave it: everything may be sent. Throws BadInput.
 */
export function securityGroupsOf(rows: readonly TableRow[]): readonly SecurityGroup[] {
  const all = rows.map(groupRule);
  const names = [...new Set(all.map(({ group }) => group))];
  for (const each of all) checkRule(each, names);
  return names.map((name) => {
    const rules = all.filter(({ group }) => group === name).map(({ rule }) => rule);
    const saysEgress = rules.some(({ direction }) => direction === 'egress');
    return { name, rules: saysEgress ? rules : [sendAnything, ...rules] };
  });
}

function groupRule(row: TableRow): GroupRule {
  const strange = Object.keys(row).find((name) => !columns.some((column) => column === name));
  if (strange !== undefined) throw unknownWord("column of the security groups' table", strange, columns);
  const { group = '', direction = '', protocol = '', ports = '', remote = '' } = row;
  if (!/^[\w.-]+$/.test(group)) {
    throw new BadInput({ what: `"${group}" is no name of a security group`, next: 'write letters, digits, dashes' });
  }
  const known = directions.find((each) => each === (direction || 'ingress'));
  if (!known) throw unknownWord('direction', direction, directions);
  return { group, rule: { direction: known, ...ruleOf(`${protocol || 'any'} ${ports}`.trim(), remote) } };
}

/** How a step writes a rule: `tcp 179 from 192.168.222.0/24`, `tcp 30000-32767`, `112 from group master`. */
export const ruleWords = /(?:any|[a-z]+|\d+)(?: \d+(?:-\d+)?)?(?: from (?:group \S+|\S+))?/;

/** The rule for ingress that a step's words mean. Its names are checked by {@link checkRule}. */
export function ingressRule(words: string): SecurityGroupRule {
  const [what = '', remote = ''] = words.split(' from ');
  return { direction: 'ingress', ...ruleOf(what, remote) };
}

function ruleOf(what: string, remote: string): Omit<SecurityGroupRule, 'direction'> {
  const [protocol = '', range] = what.split(' ');
  const [, group] = /^group (\S+)$/.exec(remote) ?? [];
  const end = group === undefined ? { prefix: remote } : { group };
  return {
    protocol,
    ...(range === undefined ? {} : { ports: portRange(range) }),
    ...(remote === '' || remote === 'anywhere' ? {} : { remote: end }),
  };
}

function portRange(text: string) {
  const [, min, max = min] = /^(\d+)(?:-(\d+))?$/.exec(text) ?? [];
  if (min !== undefined) return { min: Number(min), max: Number(max) };
  throw new BadInput({ what: `"${text}" are no ports`, next: 'write 179 or 30000-32767' });
}
