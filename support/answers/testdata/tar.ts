/** An entry of a tar file as its bytes say it, true or not. */
export interface TarEntry {
  readonly name: string;
  readonly content?: string | Buffer;
  /** `0` unless told: a file. */
  readonly type?: string;
  readonly mode?: number;
  readonly link?: string;
  /** Said instead of the content's. */
  readonly size?: string | number;
  readonly magic?: string;
  readonly prefix?: string;
}

const block = 512;

/** A tar file of those entries, ended as it has to be unless `end` says otherwise. */
export function tarOf(entries: readonly TarEntry[], end: Buffer = Buffer.alloc(2 * block)): Buffer {
  return Buffer.concat([...entries.map(tarEntry), end]);
}

export function tarEntry(entry: TarEntry): Buffer {
  const { name, type = '0', mode = 0o644, link = '', magic = 'ustar\x0000', prefix = '' } = entry;
  const content = Buffer.from(entry.content ?? '');
  const size = entry.size ?? content.length;
  const header = Buffer.alloc(block);
  header.write(name, 0, 100);
  header.write(`${mode.toString(8).padStart(7, '0')}\0${'0'.repeat(7)}\0${'0'.repeat(7)}\0`, 100, 'latin1');
  header.write(typeof size === 'string' ? size : `${size.toString(8).padStart(11, '0')}\0`, 124, 12, 'latin1');
  header.write(`${'0'.repeat(11)}\0        `, 136, 'latin1');
  header.write(type, 156, 1, 'latin1');
  header.write(link, 157, 100);
  header.write(magic, 257, 8, 'latin1');
  header.write(prefix, 345, 155, 'latin1');
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return Buffer.concat([header, content, Buffer.alloc((block - (content.length % block)) % block)]);
}

/** A pax header with those records. */
export function pax(records: Readonly<Record<string, string>>, type = 'x'): TarEntry {
  return { name: 'PaxHeaders/x', type, content: Object.entries(records).map(paxRecord).join('') };
}

export function paxRecord([key, value]: readonly [string, string]): string {
  const rest = ` ${key}=${value}\n`;
  const bytes = Buffer.byteLength(rest);
  let length = bytes;
  while (length !== bytes + String(length).length) length = bytes + String(length).length;
  return `${length}${rest}`;
}
