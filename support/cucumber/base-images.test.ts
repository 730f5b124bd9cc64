import assert from 'node:assert/strict';
import { test } from 'node:test';
import { baseImages } from './base-images';

const cases: readonly (readonly [what: string, dockerfile: string, bases: readonly string[]])[] = [
  ['one', 'FROM alpine:3.12\nRUN true', ['alpine:3.12']],
  [
    'stages',
    'FROM golang:1.15.0 AS builder\nFROM alpine:3.12\nCOPY --from=builder /app .',
    ['golang:1.15.0', 'alpine:3.12'],
  ],
  ['a stage on a stage', 'from a as Base\nFROM base', ['a']],
  ['a stage by its number', 'FROM a\nFROM b\nCOPY --from=0 /x /x', ['a', 'b']],
  ['scratch', 'FROM scratch\nCOPY x /', []],
  ['an image to copy from', 'FROM a\nCOPY --chown=1 --from=busybox:1.36 /bin/sh /', ['a', 'busybox:1.36']],
  ['a platform', 'FROM --platform=linux/amd64 a', ['a']],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: Docker's
  ['an argument', 'ARG V=3.12\nFROM alpine:${V}\nARG V=4\nFROM alpine:$V', ['alpine:3.12']],
  ['an argument without a value', 'ARG V\nFROM alpine:$V', []],
  ['a line that goes on', 'FROM \\\n  # a comment\n  alpine:3.12 \\\n  AS x\nFROM x', ['alpine:3.12']],
  ['a comment, and words of a command', '# FROM x\nFROM a\nRUN echo \\\n  FROM y', ['a']],
  ['line ends of Windows', 'FROM a\r\nFROM b\r\n', ['a', 'b']],
];

for (const [what, dockerfile, bases] of cases) {
  test(`what a Dockerfile is built on: ${what}`, () => assert.deepEqual(baseImages(dockerfile), bases));
}
