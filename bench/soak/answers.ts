import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../support/exec/exec';

const wol = join(__dirname, '../../features/ictsc2023-wol');

/** Names that no fixture uses: a judge that knows the fixtures by name is found out. The clients keep the text's prefix. */
const otherNames: readonly (readonly [RegExp, string])[] = [
  [/server-(deployment|daemonset)/g, 'backend-of-love'],
  [/client-deployment$/gm, 'client-deployment-second'],
  [/app: server/g, 'tier: answers'],
  [/app: client/g, 'tier: asks'],
];

export interface Judged {
  readonly status: number;
  /** The closing line of the run. */
  readonly summary: string;
}

/** Judges an answer by the scenarios of its problem that have these tags. */
export async function judgeAnswer(problem: string, dir: string, tags: string): Promise<Judged> {
  const reports = mkdtempSync(join(tmpdir(), 'endstate-soak-'));
  try {
    const argv = [process.execPath, join(__dirname, '../../bin/endstate.js'), 'run', problem, '--answer', dir] as const;
    const result = await run([...argv, '--tags', tags, '--reports', reports]);
    return { status: result.exitCode ?? -1, summary: result.stdout.trim().split('\n').at(-1) ?? '' };
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
}

/** A copy of an answer to P1 under other file and object names. The caller removes it. */
export function renamed(answer: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'endstate-answer-'));
  cpSync(join(wol, 'answers', answer), copy, { recursive: true });
  const manifests = join(copy, 'manifests');
  readdirSync(manifests).forEach((file, index) => {
    const text = readFileSync(join(manifests, file), 'utf8');
    rmSync(join(manifests, file));
    writeFileSync(join(manifests, `object-${index}.yaml`), rename(text));
  });
  return copy;
}

export function rename(text: string): string {
  return otherNames.reduce((renamedSoFar, [from, to]) => renamedSoFar.replace(from, to), text);
}
