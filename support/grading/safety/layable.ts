/** Where what an administrator writes lies. Programs are not among it: the probes are the machine's own. */
const layable = /^\/(etc|home|root|srv|var\/lib|var\/www)\//;
/** How the machine itself is started, and what would change every program's meaning. */
const ours = /^\/etc\/(endstate|service|ld\.so[^/]*)(\/|$)/;

/** What to say of a path that must not be laid. */
export const layableWords =
  'files below /etc, /root, /home, /srv, /var/lib and /var/www can be laid, but nothing that starts the machine';

/** Whether a file may be laid onto a machine's disk. `path` is absolute, as the machine sees it. */
export function mayBeLaid(path: string): boolean {
  return layable.test(path) && !ours.test(path);
}
