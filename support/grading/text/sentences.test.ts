import assert from 'node:assert/strict';
import { test } from 'node:test';
import { materialOf } from './material';
import { sentencesOf } from './sentences';

const material = materialOf([
  'Server Version: v1.29.0\ncilium-5xw2m   Running   quay.io/cilium/cilium:v1.12.17\n問題のPodが再起動を繰り返している原因を突き止めてください。',
]);
const read = (report: string) =>
  sentencesOf(report, material).map(({ line, voice, text }) => `${line} ${voice}: ${text}`);

test('sentences of both languages, over lines, with the line on which they begin', () => {
  assert.deepEqual(read('One, e.g. v1.13.0\nis one. Two?\n三つ目です。四つ目は1.13で\n終わる。'), [
    '1 own: One, e.g. v1.13.0 is one.',
    '2 own: Two?',
    '3 own: 三つ目です。',
    '3 own: 四つ目は1.13で 終わる。',
  ]);
});

test('headings, lists, tables and lines that end in a verb are sentences of their own', () => {
  assert.deepEqual(
    read(
      '# Head\n- one\n  more\n- two\n1. three\n\n| a | b |\n|---|---|\n| c | d |\n\n動きます\n止まります\n1.13 is no list',
    ),
    [
      '1 own: Head',
      '2 own: one more',
      '4 own: two',
      '5 own: three',
      '7 own: | a | b |',
      '9 own: | c | d |',
      '11 own: 動きます',
      '12 own: 止まります',
      '13 own: 1.13 is no list',
    ],
  );
});

test('code, quotations and terminals are not words of one’s own', () => {
  const report =
    '```\nfenced.\n```\n\n    indented.\n\n<pre>\nkept\n</pre>\n> quoted.\n$ typed\nuser@host:~$ typed\nNAME   READY   STATUS\nown.';
  assert.deepEqual(read(report), [
    '2 code: fenced.',
    '5 code: indented.',
    '7 code: <pre>',
    '8 code: kept',
    '9 code: </pre>',
    '10 quoted: quoted.',
    '11 quoted: $ typed',
    '12 quoted: user@host:~$ typed',
    '13 quoted: NAME READY STATUS',
    '14 own: own.',
  ]);
});

test('a fence without an end goes to the end; three backticks within a line are none', () => {
  assert.deepEqual(read('```x``` is own.\n~~~\nall\n```\nof it'), ['1 own: x is own.', '3 code: all', '5 code: of it']);
});

test('comments, tags, addresses, images and what is struck out are gone', () => {
  const report =
    'a <!-- b\nc --> d <b>e</b> [f](https://g.example/h) https://i.example/j ![k](l) ~~m~~ n\n<!-- to the end\no';
  assert.deepEqual(read(report), ['1 own: a d e f n']);
  assert.deepEqual(read('an arrow <!-- without an end'), ['1 own: an arrow <!-- without an end']);
  assert.deepEqual(read('```\n<!-- in code\n```\nafter'), ['2 code: <!-- in code', '4 own: after']);
});

test('lines of the material are quoted, with other spaces and within a paragraph too; one name of it is not', () => {
  assert.deepEqual(read('My words\nServer  Version: v1.29.0\nmore words.'), [
    '1 own: My words',
    '2 quoted: Server Version: v1.29.0',
    '3 own: more words.',
  ]);
  assert.deepEqual(read('- 問題のPodが再起動を繰り返している原因を突き止めて下さい。'), [
    '1 quoted: 問題のPodが再起動を繰り返している原因を突き止めて下さい。',
  ]);
  assert.deepEqual(read('The image quay.io/cilium/cilium:v1.12.17 tells it.'), [
    '1 own: The image quay.io/cilium/cilium:v1.12.17 tells it.',
  ]);
});

test('what nobody sees is in no quote', () => {
  assert.deepEqual(read('Ci\u200Bli\u00ADum \u202Eevil\u202C a\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u001B[31m'), [
    '1 own: Cilium evil a\u0301\u0301\u0301\u0301[31m',
  ]);
});
