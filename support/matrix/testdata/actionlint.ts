import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const linter = join(__dirname, '../../../.github/actionlint');
const env = { ...process.env, GOTOOLCHAIN: 'local', GOFLAGS: '-mod=readonly', GOWORK: 'off' };

/** Why there is no actionlint here; undefined where there is. It is built from its Go module the first time. */
export function whyNoLinter(): string | undefined {
  const { error, stdout } = spawnSync('go', ['env', 'GOVERSION'], { env, encoding: 'utf8' });
  if (error) return 'Go is not installed';
  const [, minor] = /^go1\.(\d+)/.exec(stdout) ?? [];
  return Number(minor) >= 25 ? undefined : `Go is ${stdout.trim()}, and 1.25 is needed`;
}

/** What actionlint says of a workflow, a complaint a line; empty for a sound one. `scratch`: where it may be written. */
export function lint(text: string, scratch: string): string {
  const file = join(scratch, 'workflow.yml');
  writeFileSync(file, text);
  const argv = ["-C", linter, 'tool', 'actionlint', '-oneline', '-no-color', file];
  const { status, stdout, stderr } = spawnSync('go', argv, { env, encoding: 'utf8' });
  // 1 without a complaint is Go's own, which could not build it.
  assert.ok(status === 0 || (status === 1 && stdout !== ''), stderr);
  return stdout;
}
