import { deflateRawSync, gzipSync } from 'node:zlib';
import { pax, paxRecord, type TarEntry, tarEntry, tarOf } from './tar';
import { descriptor, packedOf, u16, u32, type ZipEntry, zipOf } from './zip';

/** What somebody may hand in, the rule that it breaks, and a part of what is said of it. */
export interface Hostile {
  readonly name: string;
  readonly bytes: () => Buffer;
  readonly rule: string;
  readonly said: RegExp;
}

const good = { name: 'manifests/a.yaml', content: 'a: 1\n' } as const;
const MiB = 2 ** 20;

const tar = (name: string, rule: string, said: RegExp, entries: readonly TarEntry[], end?: Buffer): Hostile => ({
  name: `tar: ${name}`,
  rule,
  said,
  bytes: () => tarOf(entries, end),
});

const zip = (name: string, rule: string, said: RegExp, ...how: Parameters<typeof zipOf>): Hostile => ({
  name: `zip: ${name}`,
  rule,
  said,
  bytes: () => zipOf(...how),
});

const bytes = (name: string, rule: string, said: RegExp, make: () => Buffer): Hostile => ({
  name,
  rule,
  said,
  bytes: make,
});

/** Names that lead elsewhere, or are not shown as they are: in a tar and in a zip file alike. */
const names: readonly (readonly [string, string, RegExp])[] = [
  ['a path that leads out', '../../etc/cron.d/x', /leads out/],
  ['a path that leads out from within', 'manifests/../../x', /leads out/],
  ['an absolute path', '/etc/passwd', /is absolute/],
  ['a path of Windows', 'C:/x', /is absolute/],
  ['a backslash', 'manifests\\..\\x', /backslash/],
  ['a name of one dot', 'manifests/./a.yaml', /dots alone/],
  ['a name of three dots', 'manifests/.../a.yaml', /dots alone/],
  ['an empty name', 'manifests//a.yaml', /empty name/],
  ['escape codes of a terminal', 'manifests/\x1b[2J\x1b[31m.yaml', /control character/],
  ['a line end', 'manifests/a\r\nb.yaml', /control character/],
  ['text from right to left', 'manifests/\u202elmay.exe', /control character/],
  ['a blank without width', 'manifests/a\u200b.yaml', /control character/],
  ["a CI system's command", 'manifests/::set-output name=x::y', /CI system/],
  ['a name that ends with a blank', 'manifests/a.yaml ', /begins or ends with a blank/],
  ['a path of 17 folders', `${'a/'.repeat(17)}b`, /is 18 deep/],
];

const deepZip = 'z'.repeat(256);

const tars: readonly Hostile[] = [
  ...names.map(([name, path, said]) => tar(name, 'paths', said, [good, { name: path, content: 'x' }])),
  tar('a symbolic link', 'links', /a symbolic link/, [{ name: 'manifests', type: '2', link: '/etc' }]),
  tar('a link, then a file through it', 'links', /a symbolic link/, [
    { name: 'manifests', type: '2', link: '/tmp' },
    { name: 'manifests/a.yaml', content: 'x' },
  ]),
  tar('a hard link', 'links', /a hard link/, [good, { name: 'manifests/b.yaml', type: '1', link: '/etc/shadow' }]),
  tar('a character device', 'links', /character device/, [{ name: 'manifests/null', type: '3' }]),
  tar('a block device', 'links', /block device/, [{ name: 'disk/lb/sda', type: '4' }]),
  tar('a FIFO', 'links', /a FIFO/, [{ name: 'manifests/a.yaml', type: '6' }]),
  tar('a sparse file', 'archive', /a sparse file/, [{ name: 'manifests/a.yaml', type: 'S', content: 'x' }]),
  tar('a sparse file of pax', 'archive', /sets "GNU\.sparse\.realsize"/, [
    pax({ 'GNU.sparse.realsize': '1099511627776' }),
    good,
  ]),
  tar('a part of several volumes', 'archive', /type "M"/, [{ name: 'manifests/a.yaml', type: 'M', content: 'x' }]),
  tar('a path of pax over a harmless one', 'paths', /leads out/, [pax({ path: '../../x' }), good]),
  tar('a path of pax for all that follow', 'archive', /sets "path"/, [pax({ path: '../x' }, 'g'), good]),
  tar('a size of pax', 'archive', /sets "size"/, [pax({ size: '1' }), good]),
  tar('a path of pax twice', 'archive', /sets "path" twice/, [
    { name: 'x', type: 'x', content: `${paxRecord(['path', 'manifests/a.yaml'])}${paxRecord(['path', '../x'])}` },
    good,
  ]),
  tar('a pax header that lies about its length', 'archive', /is broken/, [
    { name: 'x', type: 'x', content: '999 path=x\n' },
    good,
  ]),
  tar('a NUL in a path of pax', 'paths', /control character/, [pax({ path: 'manifests/a.yaml\0.txt' }), good]),
  tar('a long name of GNU that leads out', 'paths', /leads out/, [
    { name: '././@LongLink', type: 'L', content: `${'../'.repeat(12)}etc/x\0` },
    good,
  ]),
  tar('a name of 256 bytes', 'paths', /longer than 255/, [
    { name: 'x', type: 'L', content: `manifests/${'n'.repeat(256)}\0` },
    good,
  ]),
  tar('two long names for one file', 'archive', /two headers/, [
    { name: 'x', type: 'L', content: 'manifests/a.yaml\0' },
    pax({ path: 'manifests/b.yaml' }),
    good,
  ]),
  tar('a long name of a link', 'links', /long name of a link/, [{ name: 'x', type: 'K', content: '/etc\0' }, good]),
  tar('a long name without a file', 'archive', /no file follows/, [good, { name: 'x', type: 'L', content: 'y\0' }]),
  tar('a size in base 256', 'archive', /octal digits/, [{ ...good, size: '\x80\0\0\0\0\0\0\0\0\0\0\x05' }]),
  tar('a size below nothing', 'archive', /octal digits/, [{ ...good, size: '-0000000001\0' }]),
  tar('a size beyond the end', 'archive', /ends within an entry/, [{ ...good, size: 4 * MiB }]),
  tar('a folder with content', 'archive', /folder has content/, [
    { name: 'manifests/', type: '5', content: tarEntry({ name: '../x' }) },
  ]),
  tar('a file whose name is a folder', 'archive', /folder has content/, [{ name: 'manifests/', content: 'x' }]),
  tar(
    'a format nobody names',
    'archive',
    /no format/,
    [
      { ...good, magic: '\0\0\0\0\0\0\0\0' },
      { ...good, name: 'b', magic: 'ustar\x0000' },
    ].toReversed(),
  ),
  tar('times where other readers see a name', 'archive', /incremental/, [
    { ...good, magic: 'ustar  \0', prefix: '../..' },
  ]),
  tar(
    'entries after the end',
    'archive',
    /after the end/,
    [good],
    Buffer.concat([Buffer.alloc(1_024), tarOf([{ name: 'b' }])]),
  ),
  tar(
    'a zip file after the end',
    'archive',
    /after the end/,
    [good],
    Buffer.concat([Buffer.alloc(1_024), zipOf([{ name: 'b' }])]),
  ),
  tar('no end', 'archive', /has no end/, [good], Buffer.alloc(0)),
  tar('one path twice', 'paths', /there twice/, [good, good]),
  tar('one path in capitals too', 'paths', /there twice/, [good, { ...good, name: 'manifests/A.YAML' }]),
  tar('a folder in capitals too', 'paths', /there twice/, [good, { ...good, name: 'Manifests/b.yaml' }]),
  tar('one path in two forms of Unicode', 'paths', /there twice/, [
    { name: 'manifests/\u30ac.yaml' },
    { name: 'manifests/\u30ab\u3099.yaml' },
  ]),
  tar('a file that is a folder too', 'paths', /there twice/, [{ name: 'manifests', content: 'x' }, good]),
  tar('a file of more than 1 MiB', 'limits', /larger than 1 MiB/, [{ ...good, content: Buffer.alloc(MiB + 1) }]),
  tar(
    '11 files of 1 MiB',
    'limits',
    /larger than 10 MiB/,
    Array.from({ length: 11 }, (_, index) => ({ name: `a${index}`, content: Buffer.alloc(MiB) })),
  ),
  tar(
    '1001 files',
    'limits',
    /more than 1000 files/,
    Array.from({ length: 1_001 }, (_, index) => ({ name: `manifests/${index}.yaml` })),
  ),
  tar(
    '2001 folders',
    'limits',
    /more than 2000 files and folders/,
    Array.from({ length: 2_001 }, (_, index) => ({ name: `${index}/`, type: '5' })),
  ),
  bytes('tar: a wrong checksum', 'archive', /cannot be read/, () => {
    const wrong = tarOf([good]);
    wrong.write('b', 0);
    return wrong;
  }),
];

const gzips: readonly Hostile[] = [
  bytes('gzip: a bomb', 'limits', /more than 100 times its size/, () => gzipSync(Buffer.alloc(40 * MiB))),
  bytes('gzip: a million files', 'limits', /unpacks to more/, () => {
    const thousand = gzipSync(
      Buffer.concat(Array.from({ length: 1_000 }, (_, index) => tarEntry({ name: `m/${index}` }))),
    );
    return Buffer.concat(Array.from({ length: 1_000 }, () => thousand));
  }),
  bytes('gzip: gzip within gzip', 'archive', /neither a tar nor a zip/, () => gzipSync(gzipSync(tarOf([good])))),
  bytes('gzip: a zip file within', 'archive', /neither a tar nor a zip/, () => gzipSync(zipOf([good]))),
  bytes('gzip: zeros after the end', 'archive', /after the end of the gzip/, () =>
    Buffer.concat([gzipSync(tarOf([good])), Buffer.alloc(99)]),
  ),
  bytes('gzip: other bytes after the end', 'archive', /cannot be read/, () =>
    Buffer.concat([gzipSync(tarOf([good])), Buffer.from('PK')]),
  ),
  bytes('gzip: cut off', 'archive', /cannot be read/, () => gzipSync(tarOf([good])).subarray(0, 40)),
];

const descriptorEntry: ZipEntry = { ...good, flags: 8, local: { crc: 0, packed: 0, size: 0 } };

const zips: readonly Hostile[] = [
  ...names.map(([name, path, said]) => zip(name, 'paths', said, [good, { name: path, content: 'x' }])),
  zip('a name that is no UTF-8 and says it is', 'paths', /no UTF-8/, [
    { name: Buffer.from([0x61, 0xff, 0xfe]), flags: 0x800 },
  ]),
  zip('a NUL in a name', 'paths', /control character/, [{ name: 'manifests/a.yaml\0.txt' }]),
  zip('a name of 256 bytes', 'paths', /longer than 255/, [{ name: `manifests/${deepZip}` }]),
  zip('a second name in an extra field', 'paths', /two names/, [
    { ...good, extra: Buffer.concat([u16(0x7075), u16(9), Buffer.from([1]), u32(0), Buffer.from('../x')]) },
  ]),
  zip('a symbolic link', 'links', /symbolic link/, [
    { name: 'manifests/a.yaml', content: '/etc/shadow', mode: 0o120777 },
  ]),
  zip('a device', 'links', /neither a file nor a folder/, [{ ...good, mode: 0o020644 }]),
  zip('a FIFO', 'links', /neither a file nor a folder/, [{ ...good, mode: 0o010644 }]),
  zip('a folder with content', 'archive', /folder has content/, [{ name: 'manifests/', content: 'x', mode: 0o040755 }]),
  zip('a bomb', 'limits', /100 times its size/, [{ name: 'manifests/a.yaml', content: Buffer.alloc(10 * MiB) }]),
  zip(
    'a bomb of files that fit',
    'limits',
    /100 times its size/,
    Array.from({ length: 9 }, (_, index) => ({ name: `a${index}`, content: Buffer.alloc(MiB) })),
  ),
  zip('a bomb that says it is small', 'limits', /more than the 5 bytes/, [
    { ...good, packed: deflateRawSync(Buffer.alloc(MiB)) },
  ]),
  zip('a file that says it is larger', 'archive', /another size/, [{ ...good, said: { size: 4_000 } }]),
  zip(
    'a bomb whose files share their data',
    'archive',
    /shares its data/,
    (() => {
      const inner = zipOf([good]);
      const quoted = inner.subarray(0, inner.indexOf('PK\x01\x02', undefined, 'latin1'));
      return [
        { name: 'b', method: 0, content: quoted },
        { ...good, at: 31, unwritten: true },
      ];
    })(),
  ),
  zip('another name before the data', 'archive', /differ in its name/, [
    { ...good, local: { name: 'manifests/b.yaml' } },
  ]),
  zip('another method before the data', 'archive', /differ in its compressionMethod/, [
    { ...good, local: { method: 0 } },
  ]),
  zip('another size before the data', 'archive', /differ in its uncompressedSize/, [{ ...good, local: { size: 1 } }]),
  zip('another checksum before the data', 'archive', /differ in its crc32/, [{ ...good, local: { crc: 1 } }]),
  zip('a wrong checksum', 'archive', /checksum/, [{ ...good, said: { crc: 1 } }]),
  zip('a descriptor that says another thing', 'archive', /differ in its descriptor/, [
    { ...descriptorEntry, after: descriptor(good.content, packedOf(good).length, 7) },
  ]),
  zip('bytes after a descriptor', 'archive', /something before/, [
    { ...descriptorEntry, after: Buffer.concat([descriptor(good.content, packedOf(good).length), Buffer.from('x')]) },
  ]),
  zip('bytes after packed data', 'archive', /after the end of its packed data/, [
    { ...good, packed: Buffer.concat([deflateRawSync(good.content), Buffer.from('hidden')]) },
  ]),
  zip('a file between two that no directory names', 'archive', /does not name/, [
    { ...good, after: zipOf([{ name: 'b' }]).subarray(0, 31) },
    { name: 'c' },
  ]),
  zip('a file before the directory that it does not name', 'archive', /before the directory/, [
    { ...good, after: Buffer.alloc(40) },
  ]),
  zip('a program in front', 'archive', /neither a tar nor a zip/, [good], { before: Buffer.from('#!/bin/sh\n') }),
  zip('bytes after the end', 'archive', /after the end/, [good], { after: Buffer.from('x') }),
  zip('a second end in the comment', 'archive', /after the end|not where/, [good], { comment: zipOf([]) }),
  zip('a part of several', 'archive', /part of several/, [good], { disk: 1 }),
  zip('more files than there are', 'archive', /cannot be read/, [good], { entries: 2 }),
  zip('fewer files than there are', 'archive', /does not end where/, [good, { name: 'b' }], { entries: 1 }),
  zip('a million files', 'limits', /names 65000 files/, [good], { entries: 65_000 }),
  zip(
    '1001 files',
    'limits',
    /more than 1000 files/,
    Array.from({ length: 1_001 }, (_, index) => ({ name: `manifests/${index}.yaml` })),
  ),
  zip('sizes of zip64', 'archive', /zip64/, [{ ...good, said: { size: 0xffffffff } }]),
  zip('an extra field of zip64 that says another size', 'archive', /zip64/, [
    { ...good, extra: Buffer.concat([u16(1), u16(8), u32(9), u32(0)]) },
  ]),
  bytes("zip: an end of zip64's", 'archive', /zip64/, () => {
    const plain = zipOf([good]);
    const end = plain.lastIndexOf('PK\x05\x06', undefined, 'latin1');
    const locator = Buffer.concat([u32(0x07064b50), u32(0), u32(0), u32(0), u32(1)]);
    return Buffer.concat([plain.subarray(0, end), locator, plain.subarray(end)]);
  }),
  zip('an encrypted file', 'archive', /is encrypted/, [{ ...good, flags: 1 }]),
  zip('a strongly encrypted file', 'archive', /encrypt/, [{ ...good, flags: 0x41 }]),
  zip('another compression', 'archive', /method 14/, [
    { ...good, method: 14, packed: Buffer.from('x'), said: { size: 1 } },
  ]),
  zip('data that are no deflate', 'archive', /cannot be unpacked/, [
    { ...good, packed: Buffer.from([0xff, 0xff, 0xff]) },
  ]),
  zip('one path twice', 'paths', /there twice/, [good, good]),
  zip('nothing at all', 'archive', /no file in it/, []),
  bytes('zip: cut off', 'archive', /no directory/, () => zipOf([good]).subarray(0, 60)),
];

const others: readonly Hostile[] = [
  bytes('a file of nothing', 'archive', /neither a tar nor a zip/, () => Buffer.alloc(0)),
  bytes('a program', 'archive', /neither a tar nor a zip/, () => Buffer.from('#!/bin/sh\nrm -rf /\n')),
  bytes('an archive of another kind', 'archive', /neither a tar nor a zip/, () =>
    Buffer.from('7z\xbc\xaf\x27\x1c', 'latin1'),
  ),
];

export const hostileArchives: readonly Hostile[] = [...tars, ...gzips, ...zips, ...others];
