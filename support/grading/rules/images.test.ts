import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { filesFrom, problemFolder, withFiles } from '../testdata/folders';
import { brokenRules } from '.';

/** What a changed answer breaks: rule, file, line. */
function judgeOf(name: string) {
  const { problem, original } = problemFolder(name);
  const text = (path: string) => (original.get(path) as Buffer).toString('utf8');
  const found = (changes: Readonly<Record<string, string | undefined>>, from = original) =>
    brokenRules(problem, original, withFiles(from, changes)).map(({ rule, file, field }) =>
      [rule, file, field].filter(Boolean).join(' '),
    );
  return { text, found };
}

describe('ictsc2020-docker', () => {
  const { text, found } = judgeOf('ictsc2020-docker');
  const dockerfile = text('image/Dockerfile');
  const withLine = (number: number, line: string) =>
    dockerfile
      .split('\n')
      .map((old, index) => (index === number - 1 ? line : old))
      .join('\n');

  test('the three lines are the two FROM and the ENTRYPOINT', () => {
    const lines = dockerfile.split('\n');
    assert.deepEqual(
      [1, 9, 12].map((number) => lines[number - 1]),
      ['FROM golang:1.15.0 AS builder', 'FROM alpine:3.12', 'ENTRYPOINT ["./app"]'],
    );
    assert.equal(lines.length, 13);
  });

  for (const [what, changed, broken] of [
    ['the builder is another one', withLine(1, 'FROM golang:1.15.0-alpine AS builder'), ['line 1']],
    ['it runs on another image', withLine(9, 'FROM golang:1.15.0'), ['line 9']],
    ['a blank at the end of a line', withLine(9, 'FROM alpine:3.12 '), ['line 9']],
    ['another entry point', withLine(12, 'ENTRYPOINT ["/app"]'), ['line 12']],
    ['a line more above', dockerfile.replace('ENV', 'ENV CGO_ENABLED=0\nENV'), ['line 9', 'line 12']],
    ['lines end as on Windows', dockerfile.replaceAll('\n', '\r\n'), ['line 1', 'line 9', 'line 12']],
    ['nothing in it', '', ['line 1', 'line 9', 'line 12']],
  ] as const) {
    test(`broken: ${what}`, () => {
      assert.deepEqual(
        found({ 'image/Dockerfile': changed }),
        broken.map((line) => `frame image/Dockerfile ${line}`),
      );
    });
  }

  test('broken: another program, a file more, an archive in place of the Dockerfile', () => {
    assert.deepEqual(found({ 'image/main.go': text('image/main.go').replace('Welcome', 'Hello') }), [
      'program image/main.go',
    ]);
    for (const name of ['.dockerignore', 'go.mod', 'vendor/net/net.go'])
      assert.deepEqual(found({ [`image/${name}`]: 'x' }), [`parts image/${name}`]);
    assert.deepEqual(found({ 'image/app.tar': 'x' }, filesFrom({})), [
      'parts image/app.tar',
      'program image/main.go',
      'frame image/Dockerfile',
    ]);
  });

  test('free: the other lines, and what comes after the last one', () => {
    assert.deepEqual(found({ 'image/Dockerfile': `${withLine(7, 'RUN go build')}\nRUN true\n` }), []);
  });
});

describe('ictsc2020-diet', () => {
  const { text, found } = judgeOf('ictsc2020-diet');
  const program = text('image/hash.go');

  test('broken: hash.go is another one, by a byte at its end', () => {
    assert.deepEqual(found({ 'image/hash.go': `${program}\n` }), ['program image/hash.go']);
    assert.deepEqual(found({ 'image/hash.go': program.replace('sha256.New', 'sha256.New224') }), [
      'program image/hash.go',
    ]);
  });

  test('broken: another part', () => {
    assert.deepEqual(found({ 'disk/vm/etc/motd': 'x' }), ['parts disk/vm/etc/motd']);
  });

  test('free: the Dockerfile, the Makefile, further files, and an archive alone', () => {
    assert.deepEqual(found({ 'image/Dockerfile': 'FROM scratch\n', 'image/.dockerignore': '*' }), []);
    assert.deepEqual(found({ 'image/Makefile': undefined, 'image/hash_test.go': 'x' }), []);
    assert.deepEqual(found({ 'image/ictsc-dit.tar': 'x' }, filesFrom({})), []);
  });
});
