import { createInterface } from 'node:readline';
import type { Kube } from './client';
import { ApiRefused } from './errors';
import { pathOf, type Resource, selectionQuery } from './resources';
import type { Selection, Watchable } from './types';

/** One line of a watch. A bookmark only says how far the history has got. */
export interface WatchLine<T> {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK';
  readonly object: T;
}

/** The answer to a watch that asks for more than the server still has. */
export function isExpired(error: unknown): boolean {
  return error instanceof ApiRefused && error.status === 410;
}

/**
 * Hands on every line of one watch connection that goes on from a resource version. Resolves when the connection ends,
 * however it ended; rejects with ApiRefused for an error the server wrote into it, with what {@link Kube.stream}
 * rejects with when there was no connection. `opened` is called once the server has accepted.
 *
 * The library's own Watch is not used: it drops lines it cannot parse and does not tell an ended connection from a
 * broken one before the first byte, so a hole in the history could not be seen.
 */
export async function watchOnce<T extends Watchable>(
  kube: Kube,
  { resource, selection, from }: { readonly resource: Resource; readonly selection: Selection; readonly from: string },
  { line, opened }: { readonly line: (line: WatchLine<T>) => void; readonly opened: () => void },
  signal: AbortSignal,
): Promise<void> {
  const path = pathOf(resource, { namespace: selection.namespace });
  const query = { ...selectionQuery(selection), watch: 'true', allowWatchBookmarks: 'true', resourceVersion: from };
  const { body } = await kube.stream({ path, query, signal });
  opened();
  const lines = createInterface({ input: body });
  try {
    body.on('error', () => lines.close()); // a broken connection is an ended one: the resource version says where
    for await (const written of lines) {
      const parsed = JSON.parse(written) as WatchLine<T> | { type: 'ERROR'; object: ServerStatus };
      if (parsed.type === 'ERROR') throw refusal(path, parsed.object);
      line(parsed);
    }
  } finally {
    body.destroy();
  }
}

interface ServerStatus {
  readonly code?: number;
  readonly reason?: string;
  readonly message?: string;
}

function refusal(path: string, { code = 500, reason = 'Unknown', message = '' }: ServerStatus): ApiRefused {
  return new ApiRefused(`WATCH ${path}`, code, reason, message);
}
