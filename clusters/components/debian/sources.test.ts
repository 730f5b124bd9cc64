import assert from 'node:assert/strict';
import { test } from 'node:test';
import { distributionEntries, parseOsRelease, parseSources } from './sources';

const bookworm = { id: 'debian', codename: 'bookworm', version: '12' };

test('os-release is read with quotes and without', () => {
  const text = 'PRETTY_NAME="Debian GNU/Linux 12"\nVERSION_ID="12"\nVERSION_CODENAME=bookworm\nID=debian\nID_LIKE=x\n';
  assert.deepEqual(parseOsRelease(text), bookworm);
  assert.equal(parseOsRelease('ID=alpine\nVERSION_ID=3.20\n'), undefined);
});

test('one-line sources are read with options, comments and several components', () => {
  const text = `
# deb http://old.example bookworm main
deb http://deb.debian.org/debian bookworm main contrib # the archive
deb-src http://deb.debian.org/debian bookworm main
 deb [arch=amd64 signed-by=/usr/share/keyrings/x.gpg] mirror+file:/etc/apt/mirrors/security.list bookworm-security main
`;
  assert.deepEqual(parseSources('sources.list', text), [
    { uri: 'http://deb.debian.org/debian', suite: 'bookworm', component: 'main' },
    { uri: 'http://deb.debian.org/debian', suite: 'bookworm', component: 'contrib' },
    { uri: 'mirror+file:/etc/apt/mirrors/security.list', suite: 'bookworm-security', component: 'main' },
  ]);
});

test('stanzas are read with comments, several values and what is switched off', () => {
  const text = `Types: deb deb-src
# a comment
URIs: http://deb.debian.org/debian
Suites: bookworm bookworm-updates
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb
URIs: http://deb.debian.org/debian-security
Suites: bookworm-security
Components:
 main
Signed-By:
 -----BEGIN PGP PUBLIC KEY BLOCK-----
 .
 URIs: http://evil.example

Enabled: no
Types: deb
URIs: http://deb.debian.org/off
Suites: bookworm
Components: main

Types: deb-src
URIs: http://deb.debian.org/source
Suites: bookworm
Components: main
`;
  assert.deepEqual(parseSources('debian.sources', text), [
    { uri: 'http://deb.debian.org/debian', suite: 'bookworm', component: 'main' },
    { uri: 'http://deb.debian.org/debian', suite: 'bookworm-updates', component: 'main' },
    { uri: 'http://deb.debian.org/debian-security', suite: 'bookworm-security', component: 'main' },
  ]);
});

test('only the distribution’s own suites and free components are taken, each once', () => {
  const text = `
deb http://deb.debian.org/debian bookworm main non-free
deb http://deb.debian.org/debian bookworm main
deb http://deb.debian.org/debian-security bookworm-security main
deb http://deb.debian.org/debian trixie main
deb https://deb.nodesource.com/node_20.x nodistro main
deb https://download.docker.com/linux/debian bookworm stable
deb https://ppa.launchpad.net/x bookworm main
`;
  assert.deepEqual(distributionEntries(parseSources('sources.list', text), bookworm), [
    { uri: 'http://deb.debian.org/debian', suite: 'bookworm', component: 'main' },
    { uri: 'http://deb.debian.org/debian-security', suite: 'bookworm-security', component: 'main' },
  ]);
});

test('Ubuntu’s universe is taken too', () => {
  const noble = { id: 'ubuntu', codename: 'noble', version: '24.04' };
  const text =
    'Types: deb\nURIs: http://archive.ubuntu.com/ubuntu\nSuites: noble noble-backports\nComponents: main universe multiverse\n';
  assert.deepEqual(
    distributionEntries(parseSources('ubuntu.sources', text), noble).map(
      ({ suite, component }) => `${suite} ${component}`,
    ),
    ['noble main', 'noble universe'],
  );
});
