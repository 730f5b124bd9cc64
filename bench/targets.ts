/** What is measured: its name, its unit, and the target it is held against (medians, 2 workers, images present, 2 cores). */
export interface Measure {
  readonly name: string;
  readonly unit: 'ms' | 'MiB';
  readonly target?: number;
}

export const measures = {
  ready: { name: 'lab up to every node Ready', unit: 'ms', target: 6_000 },
  dns: { name: 'lab up to DNS answering in a pod', unit: 'ms', target: 8_000 },
  running: { name: 'apply to Running', unit: 'ms', target: 2_000 },
  restart: { name: 'kept lab to Ready again', unit: 'ms', target: 4_000 },
  destroy: { name: 'tear-down', unit: 'ms', target: 1_000 },
  matrix: { name: 'connectivity 9 × 9, nothing denied', unit: 'ms', target: 1_500 },
  deniedMatrix: { name: 'connectivity 9 × 9, one cell denied', unit: 'ms', target: 3_500 },
  firstStep: { name: 'npm run features to its first step', unit: 'ms', target: 1_000 },
  memory: { name: 'memory of the lab', unit: 'MiB' },
} as const satisfies Record<string, Measure>;
