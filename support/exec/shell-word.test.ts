import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { test } from 'node:test';
import { run } from './exec';
import { shellCommand } from './shell-word';

const awkward = [
  '',
  ' ',
  "'",
  '"',
  '\\',
  '\n',
  'a b',
  "it's",
  '$HOME',
  '`id`',
  '$(id)',
  '*',
  '~',
  '=ls',
  'a=b',
  '-n',
  '#',
  ';',
  '&&',
  'é',
  '日本',
  '!1',
  '\t',
  "''",
  "\\'",
  'line\n',
];

/** Words that stay words whatever they hold, as a shell of this machine takes the line apart. */
async function throughShell(words: readonly string[]): Promise<readonly string[]> {
  const line = shellCommand(['printf', '%s\\0', ...words]);
  const { stdout } = await run(['sh', '-c', line]);
  return stdout.split('\0').slice(0, -1);
}

test('every awkward word comes out of a shell as it went in', async () => {
  assert.deepEqual(await throughShell(awkward), awkward);
});

test('words of random letters and signs do too', async () => {
  const signs = [...'ab c\'"\\$`(){}[]<>|&;*?!#~=%^\n\t-+,./:@é'];
  const word = () => Array.from({ length: randomInt(12) }, () => signs[randomInt(signs.length)]).join('');
  const words = Array.from({ length: 500 }, word);
  assert.deepEqual(await throughShell(words), words);
});

test('the check sees a word that was not quoted', async () => {
  const { stdout } = await run(['sh', '-c', 'printf "%s\\0" a b']);
  assert.notDeepEqual(stdout.split('\0').slice(0, -1), ['a b']);
});
