import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { GoldenSet } from './golden';
import { add, edit, type Recipe } from './golden-recipe';
import { type Oddities, writeImageOf } from './image-archive';

const dockerfile = 'image/Dockerfile';
const model = 'right/distroless-stripped';
const hashes = 'busybox sha256sum | busybox cut -d " " -f 1';

/** The model answer with so many megabytes that nobody reads, or that can be made smaller by nothing. */
const padded = (megabytes: number): Recipe => ({
  answer: model,
  change: (dir) => {
    edit(dockerfile, '\n\n', `\nRUN head -c ${megabytes}000000 /dev/urandom >padding\n\n`)(dir);
    edit(dockerfile, 'ENTRYPOINT', 'COPY --from=builder /work/padding /\nENTRYPOINT')(dir);
  },
});
const inBuilder = (command: string): Recipe => ({
  answer: model,
  change: edit(dockerfile, '\n\n', `\nRUN ${command}\n\n`),
});
const archive = (script: string, odd?: Oddities, name = 'ictsc-dit.tar'): Recipe => ({
  change: async (dir) => {
    add(join('image', name), '')(dir);
    await writeImageOf(join(dir, 'image', name), script, odd);
  },
});

/** What contestants hand in: small, less small, wrong, against the rules, finished images, empty, hostile. */
const recipes: Readonly<Record<string, Recipe>> = {
  model: { answer: model },
  distroless: { answer: 'right/distroless' },
  'from-scratch': { answer: 'right/from-scratch' },
  'on-alpine': { answer: 'right/on-alpine' },
  'in-a-method': { methods: [model] },
  'at-20-mb': padded(17),
  'at-40-mb': padded(38),
  'at-100-mb': padded(98),
  'at-200-mb': padded(198),
  'gigabytes-less': inBuilder('head -c 500000000 /dev/urandom >padding && rm padding'),
  unchanged: { answer: 'wrong/unchanged' },
  'deleted-in-a-layer': { answer: 'wrong/deleted-in-a-layer' },
  constant: { answer: 'wrong/constant' },
  'another-sum': { answer: 'wrong/another-sum' },
  'first-line-only': { answer: 'wrong/first-line-only' },
  'nothing-to-start': { answer: 'wrong/nothing-to-start' },
  'program-changed': { answer: model, change: edit('image/hash.go', 'sha256.New()', 'sha256.New224()') },
  'program-tidied': { answer: model, change: edit('image/hash.go', /\n$/, '\n\n') },
  'manifests-too': { answer: model, change: add('manifests/pod.yaml', 'kind: Pod\n') },
  'with-makefile': { answer: model, change: add('image/Makefile', 'build:\n\trm -rf /\n') },
  'with-ignore-file': { answer: model, change: add('image/.dockerignore', 'Makefile\n') },
  'everything-ignored': { answer: model, change: add('image/.dockerignore', '*\n') },
  empty: {},
  archive: archive(hashes),
  'archive-packed': {
    change: async (dir) => {
      await archive(hashes, {}, 'ictsc-dit.tar').change?.(dir);
      const tar = join(dir, 'image/ictsc-dit.tar');
      writeFileSync(`${tar}.gz`, gzipSync(readFileSync(tar)));
      rmSync(tar);
    },
  },
  'archive-constant': archive('echo e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'),
  'archive-and-file': {
    change: async (dir) => {
      await archive(hashes).change?.(dir);
      add('image/README', 'the image is in the archive\n')(dir);
    },
  },
  'archive-of-nothing': { change: add('image/ictsc-dit.tar', 'hello\n') },
  'archive-out-of-layer': archive(hashes, { inLayer: [{ path: '../../../../../../etc/endstate', content: 'x' }] }),
  'archive-out-of-itself': archive(hashes, { inArchive: [{ path: '../../../../../etc/endstate', content: 'x' }] }),
  'archive-with-link': archive(hashes, { inLayer: [{ path: 'etc', target: '../../../../../../etc' }] }),
  'archive-other-layer': archive(hashes, {
    inArchive: [{ path: 'manifest.json', content: '[{"Layers":["/etc/passwd"]}]' }],
  }),
  'never-ends': inBuilder('sleep infinity'),
  'many-processes': inBuilder('f() { f | f; }; f'),
  'from-the-network': inBuilder('go install golang.org/x/tools/cmd/goimports@latest'),
  'output-without-end': archive('busybox yes'),
  'answer-without-end': archive('busybox sleep 1000000'),
};

export const goldenDiet: GoldenSet = {
  problem: 'ictsc2020-diet',
  expected: join(__dirname, 'testdata/golden-diet.json'),
  recipes,
};
