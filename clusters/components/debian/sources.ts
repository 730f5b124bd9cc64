/** What `/etc/os-release` says, as far as packages are concerned. */
export interface OsRelease {
  /** `debian`, `ubuntu`. */
  readonly id: string;
  readonly version: string;
  /** `bookworm`, `noble`. */
  readonly codename: string;
}

/** One archive that apt is told of: one address, one suite, one component. */
export interface SourceEntry {
  readonly uri: string;
  readonly suite: string;
  readonly component: string;
}

export function parseOsRelease(text: string): OsRelease | undefined {
  const field = (name: string) => text.match(new RegExp(`^${name}="?([^"\\n]*)"?$`, 'm'))?.[1];
  const id = field('ID');
  const codename = field('VERSION_CODENAME');
  return id && codename ? { id, codename, version: field('VERSION_ID') ?? codename } : undefined;
}

/** Reads a file of either format, told apart by its name: one line an archive (`.list`), or stanzas (`.sources`). */
export function parseSources(name: string, text: string): readonly SourceEntry[] {
  return name.endsWith('.sources') ? text.split(/\n\s*\n/).flatMap(parseStanza) : text.split('\n').flatMap(parseLine);
}

/** `deb [options] address suite component …` (sources.list(5), one-line style). */
function parseLine(line: string): readonly SourceEntry[] {
  const [uri, suite, ...components] =
    line
      .match(/^\s*deb\s+(?:\[[^\]]*\]\s+)?([^#]+)/)?.[1]
      ?.trim()
      .split(/\s+/) ?? [];
  return uri && suite ? components.map((component) => ({ uri, suite, component })) : [];
}

/** `Field: value value …`, each with further lines that are indented (sources.list(5), deb822 style). */
function parseStanza(stanza: string): readonly SourceEntry[] {
  const lines = stanza
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .join('\n')
    .replaceAll(/\n\s+/g, ' ');
  const field = (name: string) =>
    lines
      .match(new RegExp(`^${name}:(.*)$`, 'mi'))?.[1]
      ?.trim()
      .split(/\s+/) ?? [];
  if (!field('Types').includes('deb') || /^(no|false|0|off)$/i.test(field('Enabled')[0] ?? 'yes')) return [];
  return field('URIs').flatMap((uri) =>
    field('Suites').flatMap((suite) => field('Components').map((component) => ({ uri, suite, component }))),
  );
}

/** Only the distribution's own archive: its suites and its free components, no third party's. */
export function distributionEntries(entries: readonly SourceEntry[], { codename }: OsRelease): readonly SourceEntry[] {
  const suites = new Set([codename, `${codename}-updates`, `${codename}-security`]);
  const own = entries.filter(
    ({ uri, suite, component }) =>
      suites.has(suite) && ['main', 'universe'].includes(component) && !/ppa\.launchpad/.test(uri),
  );
  return own.filter((entry, index) => own.findIndex((other) => same(other, entry)) === index);
}

function same(a: SourceEntry, b: SourceEntry): boolean {
  return a.uri === b.uri && a.suite === b.suite && a.component === b.component;
}
