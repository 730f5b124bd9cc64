import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { Gathered } from './gathered';
import { gunzip } from './gunzip';
import { answerLimits } from './limits';
import { readTar } from './read-tar';
import { readZip } from './read-zip';
import { Refused } from './refused';
import { pax, tarOf } from './testdata/tar';
import { descriptor, packedOf, zipOf } from './testdata/zip';

const first = { name: 'manifests/a.yaml', content: 'kind: Service\n' } as const;
const second = { name: 'disk/lb/etc/rc.local', content: '#!/bin/sh\n' } as const;
const paths = [first.name, second.name];

const tar = tarOf([{ name: 'manifests/', type: '5' }, pax({ mtime: '1.5' }), first, second]);
const late = { ...second, flags: 8, local: { crc: 0, packed: 0, size: 0 } };
const zip = zipOf([first, { ...late, after: descriptor(second.content, packedOf(second).length) }]);

const readers = {
  tar: [tar, readTar],
  gzip: [gzipSync(tar), async (bytes: Buffer, gathered: Gathered) => readTar(gunzip(bytes, answerLimits), gathered)],
  zip: [zip, (bytes: Buffer, gathered: Gathered) => readZip(bytes, gathered, answerLimits)],
} as const;

/** The same numbers every time. */
function* numbers(): Generator<number> {
  for (let state = 1; ; state = (state * 48_271) % 0x7fffffff) yield state;
}

for (const [name, [whole, read]] of Object.entries(readers)) {
  test(`a ${name} file with a byte changed is refused, or its files have their names`, async () => {
    const random = numbers();
    const next = (below: number) => (random.next().value as number) % below;
    let refusals = 0;
    for (let round = 0; round < 2_000; round += 1) {
      const bytes = Buffer.from(whole);
      bytes[next(bytes.length)] = next(256);
      const gathered = new Gathered(answerLimits);
      const refused = await read(bytes, gathered).then(
        () => undefined,
        (error: unknown) => error,
      );
      assert.ok(refused === undefined || refused instanceof Refused, String(refused));
      if (refused) refusals += 1;
      else
        assert.deepEqual(
          gathered.files.map(({ path }) => path),
          paths,
        );
    }
    assert.ok(refusals > 200, `${refusals} refusals`);
  });

  test(`a ${name} file that ends early is refused`, async () => {
    // One block of zeros ends a tar file as well as two.
    const shortest = name === 'tar' ? whole.length - 1_023 : whole.length;
    assert.ok(shortest > 100);
    for (let length = 0; length < shortest; length += 1) {
      await assert.rejects(
        async () => read(whole.subarray(0, length), new Gathered(answerLimits)),
        Refused,
        `${length}`,
      );
    }
  });
}
