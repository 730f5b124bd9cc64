import { messageOf } from '../../support/errors';
import type { Fetch } from '../components/download';
import type { ImageName } from './names';

const answersWithinMs = 3_000;
const asked = new Map<string, Promise<string | undefined>>();

/** Where the API of a registry is; Docker Hub's is not at its name. */
function apiHost(registry: string): string {
  return registry === 'docker.io' ? 'registry-1.docker.io' : registry;
}

/**
 * Why an image's registry cannot be used, or undefined if it answers as one does (OCI distribution-spec, GET /v2/: 200,
 * or 401 where a token is needed). Asked once in a process.
 */
export function whyNoRegistry({ registry }: ImageName, fetchIt: Fetch = fetch): Promise<string | undefined> {
  const known = asked.get(registry) ?? probe(apiHost(registry), fetchIt);
  asked.set(registry, known);
  return known;
}

async function probe(host: string, fetchIt: Fetch): Promise<string | undefined> {
  try {
    const response = await fetchIt(`https://${host}/v2/`, { signal: AbortSignal.timeout(answersWithinMs) });
    return [200, 401].includes(response.status) ? undefined : `${host} answered HTTP ${response.status}`;
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return `${host} did not answer within ${answersWithinMs / 1000} s: ${messageOf(cause)}`;
  }
}
