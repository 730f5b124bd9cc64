import { Unsupported } from '../../support/errors';
import type { Call, Guard, Kube } from '../../support/kube/client';
import { ApiRefused } from '../../support/kube/errors';
import type { ObjectMeta } from '../../support/kube/types';
import { type Journal, leaseNamespace } from './journal';

/** What a call is about. */
export interface Target {
  readonly namespace?: string;
  readonly plural: string;
  /** None: the whole collection. */
  readonly name?: string;
  /** The object's own path, without a subresource. */
  readonly path: string;
}

const pattern = /^(\/(?:api\/v1|apis\/[^/]+\/[^/]+))(?:\/namespaces\/([^/]+)(?=\/))?\/([^/]+)(?:\/([^/]+))?/;

/** Takes a path of the API apart. */
export function targetOf(path: string): Target {
  const [own = path, , namespace, plural = '', name] = pattern.exec(path) ?? [];
  return { ...(namespace ? { namespace } : {}), plural, ...(name ? { name } : {}), path: own };
}

/**
 * Lets through what can be undone by deleting it: new objects, and whatever is done to those. Where one will be made is
 * noted first. An object that was there before is not touched, since its owner may change it meanwhile: what would be put
 * back then?
 */
export function guardOf(kube: Kube, journal: Journal, requireHeld: () => void): Guard {
  const permit = async (call: Call) => {
    requireHeld();
    const target = targetOf(call.path);
    const { namespace, name } = target;
    if ((namespace ?? (target.plural === 'namespaces' ? name : undefined)) === leaseNamespace) throw refusal(target);
    if (name === undefined && call.method !== 'POST') throw refusal(target);
    const uid = name === undefined ? undefined : (await metadataOf(kube, target.path))?.uid;
    if (uid !== undefined && journal.before.has(uid)) throw refusal(target);
    if (namespace !== undefined) await journal.note('namespaces', namespace);
    else if (uid === undefined) await journal.note('made', name === undefined ? pathOfNew(target, call) : target.path);
  };
  return { permit, isOwn: (path) => isOwn(kube, journal, targetOf(path)) };
}

/**
 * New, where the run has made something, and made by nobody's controller: what others do meanwhile in namespaces of their own is
 * theirs, and what an operator of theirs has made would be made as it was.
 */
async function isOwn(kube: Kube, journal: Journal, { namespace, path }: Target): Promise<boolean> {
  if (namespace === undefined || !journal.notes.namespaces.includes(namespace)) return false;
  const { uid, ownerReferences = [] } = (await metadataOf(kube, path)) ?? {};
  return uid !== undefined && !journal.before.has(uid) && ownerReferences.length === 0;
}

function pathOfNew(target: Target, { body }: Call): string {
  const name = (body as { metadata?: { name?: string } } | undefined)?.metadata?.name;
  if (name !== undefined) return `${target.path}/${encodeURIComponent(name)}`;
  throw new Unsupported({ what: `a new object of ${target.plural} without a name could not be found again` });
}

async function metadataOf(kube: Kube, path: string): Promise<ObjectMeta | undefined> {
  try {
    return (await kube.json<{ metadata?: ObjectMeta }>({ path })).metadata;
  } catch (error) {
    if (error instanceof ApiRefused && error.status === 404) return undefined;
    throw error;
  }
}

function refusal({ namespace, plural, name }: Target): Unsupported {
  const object = [plural, [namespace, name].filter(Boolean).join('/')].filter(Boolean).join(' ');
  return new Unsupported({
    what: `${object} was there before this run, and what is done to it could not be undone`,
    next: 'name the object of the feature otherwise, or give it a namespace of its own',
  });
}
