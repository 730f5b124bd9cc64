import { nodesOf, type PlacedPod } from './placement';

/** A placement as a claim on some of its pods sees it. */
export interface View {
  readonly pods: readonly PlacedPod[];
  /** Uids of the pods that the claim is about. */
  readonly claimed: ReadonlySet<string>;
  /** Somebody is sent to claimed pods, so that they may feel where their own kind is. */
  readonly served: boolean;
}

/**
 * What placements have shown so far. A pod can feel of a placement on which node it is and where the pods of the other
 * workloads are, nothing else: a placement in which every claimed pod is in a situation that was judged before shows
 * nothing new. So clients on both nodes at once are judged in one window instead of two.
 */
export class Situations {
  private readonly judged = new Set<string>();

  /** True if some claimed pod is in a situation that was not judged yet, or if there is no claimed pod at all. */
  isNew(view: View): boolean {
    return situationsOf(view).some((situation) => !this.judged.has(situation));
  }

  add(view: View): void {
    for (const situation of situationsOf(view)) this.judged.add(situation);
  }
}

function situationsOf({ pods, claimed, served }: View): readonly string[] {
  const workloads = [...new Set(pods.flatMap(({ workload }) => workload ?? []))].toSorted();
  const around = (own: string | undefined) =>
    workloads
      .filter((uid) => served || uid !== own)
      .map((uid) => [uid, nodesOf(pods, uid).map((node) => node ?? null)]);
  if (claimed.size === 0) return [JSON.stringify(around(undefined))];
  return [...claimed].map((uid) => {
    const pod = pods.find((each) => each.uid === uid);
    return JSON.stringify(
      pod ? [pod.workload ?? uid, pod.node ?? null, around(pod.workload)] : [uid, 'not placed by us'],
    );
  });
}
