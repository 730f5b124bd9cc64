import { join } from 'node:path';
import { type RootfsRecipe, rootfsMaker } from '../../components/debian/rootfs';
import { basics, debianShells, fileOf, withLibraries } from '../closure';
import { type ImageRecipe, packageVersion, path } from '../recipe';

/** Unpacked when a spec first asks for the image. */
const packages: RootfsRecipe = {
  name: 'nginx-packages',
  packages: [
    'base-files',
    'base-passwd',
    'bash',
    'busybox-static',
    'ca-certificates',
    'curl',
    'dash',
    'libc-bin',
    'nginx',
  ],
  optional: ['usr-is-merged'],
  commands: ['bash', 'busybox', 'curl', 'dash', 'nginx'],
};

/** The published image's way: logs to the container's output, sites in conf.d. */
const configuration = `user nginx;
worker_processes auto;
error_log /var/log/nginx/error.log notice;
pid /run/nginx.pid;
events { worker_connections 1024; }
http {
  include /etc/nginx/mime.types;
  default_type application/octet-stream;
  log_format main '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent '
                  '"$http_referer" "$http_user_agent" "$http_x_forwarded_for"';
  access_log /var/log/nginx/access.log main;
  sendfile on;
  keepalive_timeout 65;
  include /etc/nginx/conf.d/*.conf;
}
`;

const site = `server {
  listen 80;
  server_name localhost;
  location / {
    root /usr/share/nginx/html;
    index index.html index.htm;
  }
}
`;

const entrypoint = '#!/bin/sh\nexec "$@"\n';

export const nginx: ImageRecipe = {
  repository: 'docker.io/library/nginx',
  source: __filename,
  ingredients: async () => [await rootfsMaker(packages)],
  assemble: async ([unpacked]) => {
    if (!unpacked) throw new Error('the packages are missing');
    const root = join(unpacked.path, 'root');
    const version = packageVersion(unpacked, 'nginx');
    return {
      entries: [
        ...(await basics(root, [{ name: 'nginx', id: 101, home: '/nonexistent' }])),
        ...(await debianShells(root)),
        ...(await withLibraries(root, '/usr/bin/curl')),
        ...(await withLibraries(root, '/usr/sbin/nginx')),
        { path: 'docker-entrypoint.sh', content: entrypoint, mode: 0o755 },
        { path: 'etc/nginx/nginx.conf', content: configuration },
        { path: 'etc/nginx/conf.d/default.conf', content: site },
        await fileOf(root, '/etc/nginx/mime.types'),
        { ...(await fileOf(root, '/usr/share/nginx/html/index.html')), path: 'usr/share/nginx/html/index.html' },
        { path: 'var/log/nginx/access.log', target: '/dev/stdout' },
        { path: 'var/log/nginx/error.log', target: '/dev/stderr' },
        { path: 'var/lib/nginx' },
        { path: 'run' },
      ],
      config: {
        Entrypoint: ['/docker-entrypoint.sh'],
        Cmd: ['nginx', '-g', 'daemon off;'],
        Env: [path],
        ExposedPorts: { '80/tcp': {} },
        StopSignal: 'SIGQUIT',
      },
      version,
      inside: `nginx ${version}, curl, bash and BusyBox from Debian`,
    };
  },
};
