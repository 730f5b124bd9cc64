import { isAbsolute } from 'node:path';
import { Document } from 'yaml';
import { BadInput } from '../../errors';
import type { Plan } from '../plan/plan';
import { jobObjects } from './job';
import type { JobParameters } from './parameters';
import { queueObjects } from './queues';

const ofJob = ` One pod a piece of the plan. They are privileged: a lab's machines are namespaces, mounts and cgroups that they make, and what an
 answer holds runs as root of such a machine, on the node's own kernel. Let them run on nodes that can be thrown away.
 The claims are not made here: the inputs hold the plan and what it names, the marks are written by every pod.`;
const ofQueues = ` For who runs Kueue: what the pods may take at once. Give the flavor the labels of nodes that can be thrown away.`;

/** Files of manifests by their names: the Job, and Kueue's queues. Throws BadInput for paths that pods would not find. */
export function manifestFiles(
  plan: Plan,
  planPath: string,
  parameters: JobParameters,
): Readonly<Record<string, string>> {
  const answers = plan.pieces.flatMap((piece) => piece.answers.map(({ path }) => path));
  const outside = [planPath, plan.problem, ...answers].find((path) => isAbsolute(path) || path.startsWith('..'));
  if (outside !== undefined)
    throw new BadInput({
      what: `${outside} is not below the folder that this runs in, and pods have no other one`,
      next: 'plan in the folder that will be the root of the inputs’ claim, with paths from there',
    });
  return {
    'job.yaml': yaml(jobObjects(plan, planPath, parameters), ofJob),
    'queues.yaml': yaml(queueObjects(parameters), ofQueues),
  };
}

function yaml(objects: readonly object[], comment: string): string {
  const documents = objects.map((object) => new Document(object, { aliasDuplicateObjects: false }));
  const texts = documents.map((document, at) => {
    if (at === 0) document.commentBefore = comment;
    return document.toString({ lineWidth: 0 });
  });
  return texts.join('---\n');
}
