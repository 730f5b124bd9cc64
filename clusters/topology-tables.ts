import { BadInput } from '../support/errors';
import { unknownWord } from '../support/nearest';
import { parseCidr } from './cidr';
import { type Attachment, type HostRole, type HostSpec, hostRoles, type NetworkSpec } from './topology';

/** A row of a table with a header: cell by column. */
export type TableRow = Readonly<Record<string, string>>;

const networkColumns = ['name', 'CIDR'] as const;
const hostColumns = ['name', 'addresses', 'gateway', 'roles'] as const;
/** A bridge is named br-<network>, and a link's name has 15 characters. */
const networkName = /^[a-z][a-z0-9-]{0,11}$/;

/** The networks of a table with the columns name and CIDR. Throws BadInput. */
export function networksOf(rows: readonly TableRow[]): readonly NetworkSpec[] {
  return rows.map((row) => {
    const name = cell('network', row, networkColumns, 'name');
    if (!networkName.test(name)) {
      throw new BadInput({
        what: `"${name}" is no name of a network`,
        next: 'write up to 12 small letters, digits and dashes',
      });
    }
    const cidr = cell('network', row, networkColumns, 'CIDR');
    parseCidr(`network ${name}`, cidr);
    return { name, cidr };
  });
}

/** The hosts of a table with the columns name and addresses, and perhaps gateway and roles. Throws BadInput. */
export function hostsOf(rows: readonly TableRow[]): readonly HostSpec[] {
  return rows.map((row) => {
    const name = cell('host', row, hostColumns, 'name');
    const { gateway, roles = '' } = row;
    return {
      name,
      attachments: attachments(name, cell('host', row, hostColumns, 'addresses')),
      ...(gateway ? { gateway } : {}),
      roles: words(roles).map(role),
    };
  });
}

/** `internal 172.16.0.254, external 192.168.0.1`: network and address, in the order of the interfaces. */
export function attachments(machine: string, text: string): readonly Attachment[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .map((part) => {
      const [, network, address] = /^(\S+) (\S+)$/.exec(part) ?? [];
      if (network !== undefined && address !== undefined) return { network, address };
      const next = 'write network and address: internal 172.16.0.254, external 192.168.0.1';
      throw new BadInput({ what: `"${part}" is no address of ${machine}`, next });
    });
}

function role(word: string): HostRole {
  const known = hostRoles.find((each) => each === word);
  if (known) return known;
  throw unknownWord('role of a host', word, hostRoles);
}

function words(text: string): readonly string[] {
  return text.split(/[\s,]+/).filter(Boolean);
}

function cell(what: string, row: TableRow, known: readonly string[], column: string): string {
  const strange = Object.keys(row).find((name) => !known.includes(name));
  if (strange !== undefined) throw unknownWord(`column of the ${what}s' table`, strange, known);
  const value = row[column];
  if (value) return value;
  throw new BadInput({ what: `a ${what} has no ${column}`, next: `write the columns ${known.join(', ')}` });
}
