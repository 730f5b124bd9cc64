import type { EvidenceCommands } from '../command-evidence';

const everyContainer = (command: string) =>
  `for id in $(docker ps --all --quiet --no-trunc); do echo "== $id"; ${command} "$id" 2>&1; done`;

/** What explains a host with Docker. What was said when its images were made lies in /var/log. */
export const dockerCommands: EvidenceCommands = {
  'docker-containers.txt': ['docker', 'ps', '--all', '--no-trunc'],
  'docker-images.txt': ['docker', 'images', '--all', '--digests'],
  'docker-states.txt': ['sh', '-c', everyContainer('docker inspect')],
  'docker-logs.txt': ['sh', '-c', everyContainer('docker logs --tail 200 --timestamps')],
  'dockerd.txt': ['journalctl', '--no-pager', '--boot', '--unit=docker', '--unit=containerd'],
};
