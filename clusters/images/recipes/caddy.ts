import { join } from 'node:path';
import { componentMaker } from '../../components/component';
import { machineRootfs } from '../../components/debian/machine-packages';
import { rootfsMaker } from '../../components/debian/rootfs';
import { caddy as pinned } from '../../components/manifest';
import { basics, busybox } from '../closure';
import { type ImageRecipe, path } from '../recipe';

const caddyfile = `:80 {
	root * /usr/share/caddy
	file_server
}
`;

const page = `<!DOCTYPE html>
<html><head><title>Caddy works!</title></head>
<body><h1>Caddy works!</h1><p>This page is served from /usr/share/caddy by a substituted image of Endstate.</p></body></html>
`;

export const caddy: ImageRecipe = {
  repository: 'docker.io/library/caddy',
  source: __filename,
  ingredients: async () => [await rootfsMaker(machineRootfs), await componentMaker(pinned)],
  assemble: async ([rootfs, component]) => {
    if (!rootfs || !component) throw new Error('an ingredient is missing');
    const root = join(rootfs.path, 'root');
    return {
      entries: [
        ...(await basics(root)),
        ...(await busybox(root)),
        { path: 'usr/bin/caddy', source: join(component.path, 'bin', 'caddy'), mode: 0o755 },
        { path: 'etc/caddy/Caddyfile', content: caddyfile },
        { path: 'usr/share/caddy/index.html', content: page },
        { path: 'config/caddy' },
        { path: 'data/caddy' },
        { path: 'srv' },
      ],
      config: {
        Cmd: ['caddy', 'run', '--config', '/etc/caddy/Caddyfile', '--adapter', 'caddyfile'],
        Env: [path, 'CADDY_VERSION=v2.7.6', 'XDG_CONFIG_HOME=/config', 'XDG_DATA_HOME=/data'],
        ExposedPorts: { '80/tcp': {}, '443/tcp': {}, '443/udp': {}, '2019/tcp': {} },
        WorkingDir: '/srv',
      },
      version: pinned.version,
      inside: `Caddy ${pinned.version} from its Go module, with its standard HTTP handlers, and BusyBox from Debian`,
    };
  },
};
