import type { Argv, ExecResult, Executor } from '../exec/exec';
import { type TcpOptions, type TcpOutcome, tcpOutcome } from './tcp';
import { answerOf, graceMs, isResult, runTool, seconds } from './tool';

/** Where a connection goes: an address, or a name as the client looks it up. */
export interface TcpTarget {
  readonly host: string;
  readonly port: number;
}

/** How long one row may take: a whole table starts hundreds of processes, on a machine that may be busy. */
export const rowLimitMs = (timeoutMs: number) => timeoutMs + 4 * graceMs;

/**
 * Connections to every target at once, from one place: entering it costs more than the connections do, so they share
 * one process there. Resolves with an outcome for each target, in their order. Rejects only when aborted.
 */
export async function tcpRow(
  from: Executor,
  targets: readonly TcpTarget[],
  { timeoutMs = 2000, signal }: TcpOptions & { readonly signal: AbortSignal },
): Promise<readonly TcpOutcome[]> {
  if (targets.length === 0) return [];
  const pairs = targets.flatMap(({ host, port }) => [host, String(port)]);
  const argv: Argv = ['sh', '-c', script, 'row', seconds(timeoutMs), ...pairs];
  const answer = await runTool(from, argv, { limitMs: rowLimitMs(timeoutMs), signal });
  if (!isResult(answer)) return targets.map(() => answer);
  const told = rowOf(answer);
  return targets.map((_, index) => told.get(index) ?? { kind: 'unknown', words: 'nc told nothing of this connection' });
}

/** Tells of each connection `<index> <exit status> <words>` and a zero byte, in one write, so that they do not mix. */
const script = `
wait=$1
shift
index=0
while [ $# -gt 0 ]; do
  { said=$(nc -z -v -w "$wait" -- "$1" "$2" 2>&1); printf '%s %s %s\\0' $index $? "$said"; } &
  index=$((index + 1))
  shift 2
done
wait
`;

function rowOf(answer: ExecResult): ReadonlyMap<number, TcpOutcome> {
  const records = answer.stdout.split('\0').map((record) => /^(\d+) (\d+) (.*)$/s.exec(record));
  return new Map(
    records.flatMap((record) => {
      if (!record) return [];
      const [, index, status, stderr = ''] = record;
      const result = { ...answer, exitCode: Number(status), stdout: '', stderr };
      return [[Number(index), tcpOutcome(answerOf(result, 'nc'))] as const];
    }),
  );
}
