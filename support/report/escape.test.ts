import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forHtml, forTerminal, forXml } from './escape';

const control = '\u0000\u0007\u001b[31mred\u001b]0;title\u0007\u009b2J\u007f';

test('no control byte is left for a terminal, a page or XML', () => {
  for (const escaped of [forTerminal, forHtml, forXml].map((safe) => safe(control))) {
    assert.doesNotMatch(escaped, /(?![\n\t])\p{Cc}/u);
    assert.match(escaped, /red/);
  }
});

test('lines and tabs stay', () => {
  assert.equal(forTerminal('a\r\nb\tc\n'), 'a\nb\tc\n');
});

test('text cannot be turned around', () => {
  assert.doesNotMatch(forTerminal('safe\u202Eexe.txt'), /\u202E/);
});

test('a line is no command of a CI system', () => {
  assert.equal(
    forTerminal('::error::x\n  ::stop-commands::y\na::b ##[error]z ##vso[task.x]'),
    ': :error::x\n  : :stop-commands::y\na::b # #[error]z # #vso[task.x]',
  );
});

test('markup becomes text', () => {
  assert.equal(forHtml(`<a href="x" id='y'>&`), '&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;&amp;');
});

test('XML has no lone surrogates and no non-characters', () => {
  assert.equal(forXml('a\uD800b\uFFFEc😀'), 'a\uFFFDb\uFFFDc😀');
});
