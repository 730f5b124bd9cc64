/** What draws pods to a node: pods of the judge's that ask for room and do nothing. */
export interface Weight {
  /** Resolves when pods are drawn there; with `undefined` when nothing draws them any more. */
  moveTo(node: string | undefined): Promise<void>;
  /** Rejects with Inconclusive when the scheduler places nothing at all. */
  proveScheduler(): Promise<void>;
}
