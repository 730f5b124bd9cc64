import { crc32, deflateRawSync } from 'node:zlib';

/** An entry of a zip file as its bytes say it, true or not. */
export interface ZipEntry {
  readonly name: string | Buffer;
  readonly content?: string | Buffer;
  /** The packed bytes, instead of the content's. */
  readonly packed?: Buffer;
  readonly method?: number;
  readonly flags?: number;
  readonly mode?: number;
  /** Said in both headers. */
  readonly said?: Partial<ZipSaid>;
  /** Said before the data alone. */
  readonly local?: Partial<ZipSaid>;
  /** Bytes between the data and what follows: a descriptor, or anything. */
  readonly after?: Buffer;
  readonly extra?: Buffer;
  /** Where the directory says that the entry begins. */
  readonly at?: number;
  /** In the directory alone: its header and data are those of another, or within another's. */
  readonly unwritten?: true;
}

export interface ZipSaid {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
}

/** What may be odd about the whole. */
export interface ZipOddities {
  readonly before?: Buffer;
  readonly beforeDirectory?: Buffer;
  readonly after?: Buffer;
  readonly comment?: Buffer;
  /** Said at the end. */
  readonly entries?: number;
  readonly disk?: number;
}

export function zipOf(entries: readonly ZipEntry[], odd: ZipOddities = {}): Buffer {
  const parts: Buffer[] = [odd.before ?? Buffer.alloc(0)];
  const length = () => parts.reduce((sum, part) => sum + part.length, 0);
  const central = entries.map((entry) => {
    const at = entry.at ?? length();
    if (!entry.unwritten) parts.push(localHeader(entry), packedOf(entry), entry.after ?? Buffer.alloc(0));
    return centralHeader(entry, at);
  });
  parts.push(odd.beforeDirectory ?? Buffer.alloc(0));
  const from = length();
  const directory = Buffer.concat(central);
  return Buffer.concat([
    ...parts,
    directory,
    endOf(entries.length, directory.length, from, odd),
    odd.after ?? Buffer.alloc(0),
  ]);
}

/** What follows the data where their sizes were not known before. */
export function descriptor(content: string, packed: number, crc = crc32(content)): Buffer {
  return Buffer.concat([u32(0x08074b50), u32(crc), u32(packed), u32(Buffer.byteLength(content))]);
}

export function packedOf({ content = '', packed, method = 8 }: ZipEntry): Buffer {
  return packed ?? (method === 0 ? Buffer.from(content) : deflateRawSync(content));
}

function fields(entry: ZipEntry, said: Partial<ZipSaid>): Buffer {
  const content = Buffer.from(entry.content ?? '');
  const name = nameOf(entry, said);
  const {
    method = entry.method ?? 8,
    crc = crc32(content),
    packed = packedOf(entry).length,
    size = content.length,
  } = said;
  const head = [
    u16(20),
    u16(entry.flags ?? 0),
    u16(method),
    u32(0),
    u32(crc),
    u32(packed),
    u32(size),
    u16(name.length),
  ];
  return Buffer.concat([...head, u16(entry.extra?.length ?? 0)]);
}

function nameOf(entry: ZipEntry, said: Partial<ZipSaid>): Buffer {
  return Buffer.from(said.name ?? entry.name);
}

function localHeader(entry: ZipEntry): Buffer {
  const said = { ...entry.said, ...entry.local };
  return Buffer.concat([u32(0x04034b50), fields(entry, said), nameOf(entry, said), entry.extra ?? Buffer.alloc(0)]);
}

function centralHeader(entry: ZipEntry, at: number): Buffer {
  const said = entry.said ?? {};
  const attributes = ((entry.mode ?? 0o100644) << 16) >>> 0;
  const tail = [u16(0), u16(0), u16(0), u32(attributes), u32(at)];
  const extra = entry.extra ?? Buffer.alloc(0);
  return Buffer.concat([u32(0x02014b50), u16(0x031e), fields(entry, said), ...tail, nameOf(entry, said), extra]);
}

function endOf(entries: number, size: number, from: number, odd: ZipOddities): Buffer {
  const count = u16(odd.entries ?? entries);
  const disk = u16(odd.disk ?? 0);
  const comment = odd.comment ?? Buffer.alloc(0);
  return Buffer.concat([u32(0x06054b50), disk, disk, count, count, u32(size), u32(from), u16(comment.length), comment]);
}

export function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

export function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
