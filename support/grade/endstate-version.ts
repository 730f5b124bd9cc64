import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const root = join(__dirname, '../..');

/** What labs are made of, and what they are asked. */
const sources = ['clusters', 'steps', 'support'];

/** What is made anew from the same record each time, or only shows it; and what does not run. */
const decidesNothing =
  /\.md$|\.test\.ts$|\/testdata\/|^support\/(cli|report|grade\/pages|grading\/(text|rules|objects))\/|^clusters\/contract\//;

/**
 * Which Endstate gives the verdicts: its version, and a digest of the sources, libraries' versions among them, that decide one. Two
 * checkouts of one version need not judge alike.
 */
export function endstateVersion(): string {
  const paths = ['package.json', ...sources.flatMap(filesIn)];
  const sha256 = createHash('sha256');
  for (const path of paths)
    sha256
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0');
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  return `${version}+${sha256.digest('hex').slice(0, 12)}`;
}

function filesIn(folder: string): readonly string[] {
  const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => relative(root, join(parentPath, name)));
  return paths.filter((path) => !decidesNothing.test(path)).sort();
}
