import { join } from 'node:path';
import type { GoldenSet } from './golden';
import { add, edit, type Recipe } from './golden-recipe';

const dockerfile = 'image/Dockerfile';
const model = 'right/cgo-off';
const start = 'wrong/unchanged';

const inBuilder = (command: string) => edit(dockerfile, 'go mod init', `${command} && go mod init`);
const atEnd = (lines: string) => edit(dockerfile, /$/, lines);

/** What contestants hand in: right in several ways, wrong, against the rules, empty, hostile. */
const recipes: Readonly<Record<string, Recipe>> = {
  model: { answer: model },
  'off-for-all': { answer: 'right/cgo-off-for-all' },
  'pure-go': { answer: 'right/pure-go' },
  'linked-statically': { answer: 'right/linked-statically' },
  'libraries-beside': { answer: 'right/libraries-beside' },
  'in-a-method': { methods: [model] },
  unchanged: { answer: start },
  'another-port': { answer: 'wrong/another-port' },
  misspelt: { answer: 'wrong/misspelt' },
  'third-stage': { answer: 'wrong/third-stage' },
  'stages-joined': { answer: 'wrong/stages-joined' },
  'line-1': { answer: model, change: edit(dockerfile, 'golang:1.15.0', 'golang:1.15.0-alpine') },
  'line-9': { answer: start, change: edit(dockerfile, 'alpine:3.12', 'golang:1.15.0') },
  'line-12': { answer: model, change: edit(dockerfile, '["./app"]', './app') },
  'one-line-more': { answer: model, change: edit(dockerfile, 'WORKDIR', '\nWORKDIR') },
  'windows-lines': { answer: model, change: edit(dockerfile, /\n/g, '\r\n') },
  'program-changed': { answer: model, change: edit('image/main.go', 'net/http"', 'net/http"\n\t_ "os"') },
  'ignore-file': { answer: model, change: add('image/.dockerignore', '*.md\n') },
  'a-file-more': { answer: model, change: add('image/index.html', 'Welcome to ICTSC2020!\n') },
  'manifests-too': { answer: model, change: add('manifests/pod.yaml', 'kind: Pod\n') },
  'two-methods': { methods: [model, 'right/pure-go'] },
  empty: {},
  'not-a-dockerfile': { answer: model, change: add(dockerfile, 'hello\n') },
  'from-the-network': { answer: model, change: atEnd('RUN wget -T 5 http://192.168.0.1/app -O app\n') },
  'another-image': { answer: model, change: atEnd('FROM debian:12\nCOPY --from=builder /app .\n') },
  'added-by-url': { answer: model, change: atEnd('ADD http://192.168.0.1/app /app\n') },
  'never-ends': { answer: model, change: inBuilder('sleep infinity') },
  'many-processes': { answer: model, change: inBuilder('f() { f | f; }; f') },
  'never-answers': {
    answer: start,
    change: edit(dockerfile, 'EXPOSE 1323', 'RUN printf "#!/bin/sh\\nsleep 1d\\n" >app'),
  },
  'page-without-end': {
    answer: start,
    change: edit(dockerfile, 'EXPOSE 1323', 'RUN printf "#!/bin/sh\\nyes | nc -l -p 1323\\n" >app'),
  },
};

export const goldenDocker: GoldenSet = {
  problem: 'ictsc2020-docker',
  expected: join(__dirname, 'testdata/golden-docker.json'),
  recipes,
};
