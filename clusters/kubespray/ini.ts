import { parseDocument } from 'yaml';
import { BadInput } from '../../support/errors';
import { addHost, emptyInventory, groupIn, type Inventory } from './inventory';

/** Ansible's own form of INI, which no parser of INI files reads: lines of hosts with variables, groups of groups. */
export function inventoryOfIni(file: string, text: string): Inventory {
  const inventory = emptyInventory();
  let section = 'ungrouped';
  text.split('\n').forEach((raw, index) => {
    const line = raw.replace(/^\s*[#;].*/, '').trim();
    if (!line) return;
    const at = `${file}:${index + 1}`;
    const header = /^\[([\w.-]+(?::(?:children|vars))?)\](\s+#.*)?$/.exec(line)?.[1];
    if (header !== undefined) section = header;
    else take(inventory, section, line, at);
    if (header !== undefined) groupIn(inventory, groupOf(header));
  });
  return inventory;
}

const groupOf = (section: string) => section.replace(/:.*/, '');

function take(inventory: Inventory, section: string, line: string, at: string): void {
  const group = groupOf(section);
  if (section.endsWith(':vars')) {
    Object.assign(groupIn(inventory, group).vars, Object.fromEntries([assignment(line, at)]));
    return;
  }
  const [name = '', ...words] = wordsOf(line, at);
  if (!/^[a-zA-Z0-9_.-]+$/.test(name)) {
    throw new BadInput({
      what: `${at}: "${name}" is no name of a host or group`,
      next: 'write each host on its own line',
    });
  }
  if (section.endsWith(':children')) groupIn(inventory, group).children.push(name);
  else addHost(inventory, group, name, Object.fromEntries(words.map((word) => assignment(word, at))));
}

/** Words are set apart by blanks; a comment begins with one. */
function wordsOf(line: string, at: string): readonly string[] {
  const words: string[] = [];
  let rest = line;
  while (rest && !rest.startsWith('#')) {
    const [whole = '', word = ''] = /^((?:"[^"]*"|'[^']*'|[^\s"'])+)\s*/.exec(rest) ?? [];
    if (!whole) throw new BadInput({ what: `${at}: a quote is not closed`, next: 'close it' });
    words.push(word);
    rest = rest.slice(whole.length);
  }
  return words;
}

function assignment(word: string, at: string): readonly [string, unknown] {
  const [, name, value = ''] = /^(\w+)\s*=\s*(.*)$/.exec(word) ?? [];
  if (name !== undefined) return [name, literal(value)];
  throw new BadInput({ what: `${at}: "${word}" sets no variable`, next: 'write name=value' });
}

/** Ansible reads numbers, booleans and lists here, and keeps every other value as text. */
function literal(value: string): unknown {
  const text = value.replace(/^(["'])(.*)\1$/, '$2');
  if (text !== value) return text;
  const known = /^(\d+|True|False|\[.*\])$/.test(value);
  return known ? parseDocument(value, { version: '1.1' }).toJS() : value;
}
