import { refused } from './refused';

/*
 * Two programs can read one tar file differently: what follows the end, sizes said twice, folders with content, sparse
 * files. Whatever leaves room for that is refused here; then it is tar-stream's to read.
 */

const block = 512;
/** Records of a pax header that say nothing about what a file is, where it goes or where it ends. */
const paxKeys =
  /^(path|mtime|atime|ctime|uid|gid|uname|gname|comment|LIBARCHIVE\.(creationtime|xattr\..*)|SCHILY\.(xattr\..*|dev|ino|nlink|fflags))$/;

/** What may stand before the header of a file: whose name it holds. */
const extensions: Readonly<Record<string, string>> = { x: 'pax', g: 'global pax', L: 'GNU long name' };
const links: Readonly<Record<string, string>> = {
  1: 'a hard link',
  2: 'a symbolic link',
  3: 'a character device',
  4: 'a block device',
  6: 'a FIFO',
  K: 'the long name of a link',
};

/** Throws Refused for a tar file that is not plainly a list of files and folders. */
export function refuseOddTar(tar: Buffer): void {
  let extended = '';
  let at = 0;
  while (at < tar.length && !isZero(tar.subarray(at, at + block))) {
    const header = headerAt(tar, at);
    const extension = extensions[header.type];
    if (extension === undefined) refuseOddEntry(header);
    else if (extended && header.type !== 'g') throw odd(`two headers name one file`, header);
    const next = at + block + Math.ceil(header.size / block) * block;
    if (next > tar.length) throw odd('the file ends within an entry', header);
    if (header.type === 'x' || header.type === 'g')
      refuseOddPax(tar.subarray(at + block, at + block + header.size), header);
    extended = header.type === 'g' ? extended : (extension ?? '');
    at = next;
  }
  if (extended) throw refused('archive', 'the tar file ends after a header that no file follows');
  if (at >= tar.length) throw refused('archive', 'the tar file has no end');
  if (!isZero(tar.subarray(at))) throw refused('archive', 'there is something after the end of the tar file');
}

interface TarHeader {
  readonly name: string;
  readonly type: string;
  readonly size: number;
}

function headerAt(tar: Buffer, at: number): TarHeader {
  const raw = tar.subarray(at, at + block);
  if (raw.length < block) throw refused('archive', 'the tar file ends within a header');
  const name = textAt(raw, 0, 100);
  const flag = raw[156] ?? 0;
  const type = flag === 0 ? '0' : String.fromCharCode(flag);
  const header = { name, type, size: sizeIn(raw, name) };
  const magic = raw.subarray(257, 265).toString('latin1');
  if (magic !== 'ustar\x0000' && magic !== 'ustar  \0') throw odd('is in no format of POSIX or GNU', header);
  // GNU's has times there, which other readers take for the beginning of the name.
  if (magic === 'ustar  \0' && !isZero(raw.subarray(345, 500))) throw odd('has fields of incremental dumps', header);
  return header;
}

/** Octal digits alone: base 256 and signs are for sizes that no answer has. */
function sizeIn(header: Buffer, name: string): number {
  const written = header.subarray(124, 136).toString('latin1');
  const [, digits] = /^ *([0-7]{1,11})[ \0]*$/.exec(written) ?? [];
  if (digits !== undefined) return Number.parseInt(digits, 8);
  throw refused('archive', 'the size of an entry is not written in octal digits', name);
}

function refuseOddEntry({ type, name, size }: TarHeader): void {
  const link = links[type];
  if (link !== undefined) throw refused('links', `there is ${link} in it; an answer holds plain files`, name);
  if (type === 'S') throw refused('archive', 'there is a sparse file in it; pack it without --sparse', name);
  if (type !== '0' && type !== '5') throw refused('archive', `there is an entry of the type "${type}" in it`, name);
  if ((type === '5' || name.endsWith('/')) && size > 0) throw refused('archive', 'a folder has content', name);
}

/** Records are `<length> <key>=<value>\n`, and the length counts itself. */
function refuseOddPax(records: Buffer, header: TarHeader): void {
  const seen = new Set<string>();
  for (let at = 0; at < records.length; ) {
    const [start, length] = /^([1-9]\d{0,6}) /.exec(records.subarray(at, at + 8).toString('latin1')) ?? [];
    const record = records.subarray(at, at + Number(length)).toString('utf8');
    const [, key] = /^([^=]+)=.*\n$/s.exec(record.slice(start?.length)) ?? [];
    if (key === undefined || at + Number(length) > records.length) throw odd('has a pax header that is broken', header);
    if (!paxKeys.test(key) || (header.type === 'g' && key !== 'comment'))
      throw odd(`has a pax header that sets "${key.slice(0, 40)}"`, header);
    if (seen.has(key)) throw odd(`has a pax header that sets "${key}" twice`, header);
    seen.add(key);
    at += Number(length);
  }
}

function odd(what: string, { name }: TarHeader) {
  return refused('archive', `an entry ${what}; pack the folder anew with tar or zip`, name);
}

function textAt(raw: Buffer, at: number, length: number): string {
  return raw
    .subarray(at, at + length)
    .toString('utf8')
    .replace(/\0.*$/s, '');
}

function isZero(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 0);
}
