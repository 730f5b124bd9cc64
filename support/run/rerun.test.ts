import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PlannedJob } from './plan';
import { rerunCommand } from './rerun';

test('the command names the scenario, and the answer if there was one', () => {
  assert.equal(rerunCommand({} as PlannedJob, 'features/a.feature:3'), 'npm run features -- features/a.feature:3');
  const inCell = { cell: { id: 'netns-1.34-bridge-iptables' } } as PlannedJob;
  assert.match(rerunCommand(inCell, 'features/a.feature:3'), /a\.feature:3 --cell netns-1\.34-bridge-iptables$/);
  const answered = { answer: `${process.cwd()}/answers/it's one` } as PlannedJob;
  assert.equal(
    rerunCommand(answered, 'features/a.feature:3'),
    `npm run features -- features/a.feature:3 --answer 'answers/it'\\''s one'`,
  );
});

test('what ran with nothing changed runs again with all of the problem', () => {
  const unchanged = { unchanged: true } as PlannedJob;
  assert.equal(rerunCommand(unchanged, 'features/a/b.feature:3'), 'npm run endstate -- verify features/a');
});
