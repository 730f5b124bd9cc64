/** What a plan does not say, and a cluster has to be told. */
export interface JobParameters {
  /** Of the container: `endstate` is on its PATH. */
  readonly image: string;
  readonly namespace: string;
  /** Of Kueue: the LocalQueue, and the ClusterQueue and flavor behind it. */
  readonly queue: string;
  /** PersistentVolumeClaims: of what the plan names, which is only read, and of the marks. */
  readonly inputsClaim: string;
  readonly marksClaim: string;
  /** Quantities of Kubernetes, a pod. */
  readonly cpu: string;
  readonly memory: string;
  /** Pods at once. */
  readonly parallelism: number;
  /** How often a piece that is inconclusive is run again. */
  readonly retries: number;
  /** For one run of one piece. */
  readonly minutes: number;
}

/** A whole number with a unit of Kubernetes, `500m`, `2`, `4Gi`. */
export const quantityWords = /^([1-9]\d*)(m|k|M|G|T|Ki|Mi|Gi|Ti)?$/;

export const defaultParameters: Omit<JobParameters, 'image'> = {
  namespace: 'endstate',
  queue: 'endstate',
  inputsClaim: 'endstate-inputs',
  marksClaim: 'endstate-marks',
  cpu: '2',
  memory: '4Gi',
  parallelism: 4,
  retries: 3,
  minutes: 60,
};
