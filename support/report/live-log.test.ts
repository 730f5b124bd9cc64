import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { logView } from './live-log';
import { sampleResult } from './sample';

test('a log names what is waited for, for how long and what was seen, as long as it is', () => {
  mock.timers.enable({ apis: ['setInterval'] });
  const lines: string[] = [];
  const view = logView((line) => lines.push(line));
  const running = {
    label: 'answers/right/a',
    scenario: 'it works',
    step: 'Then x',
    since: performance.now() - 4_000,
    last: '2 of 3\nmore',
  };
  view.show('1', running);
  mock.timers.tick(30_000);
  assert.match(lines[0] ?? '', /it works \[answers\/right\/a\] > Then x \(4(\.\d)?s\): 2 of 3$/);
  view.show('1', undefined);
  mock.timers.tick(30_000);
  assert.equal(lines.length, 1);
  view.close();
  mock.timers.reset();
});

test('a finished scenario is a line', () => {
  const lines: string[] = [];
  const view = logView((line) => lines.push(line));
  view.finished(sampleResult({ label: 'answers/right/a' }));
  view.close();
  assert.deepEqual(lines, [
    'PASS         features/web.feature:12  a pod reaches the service [answers/right/a] (12.3s)',
  ]);
});
