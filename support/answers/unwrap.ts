import { partNames } from '../grading/answer-files';
import type { GatheredFile } from './gathered';

/** What stands in an answer's own folder: a part, a method, the report. */
const own = new RegExp(
  `^(fix-\\d+/|report\\.md$|(${partNames.map((name) => name.replace('.', '\\.')).join('|')})(/|$))`,
);

/** Takes off the one folder around everything that programs for archives pack with what is in it. */
export function unwrapped(files: readonly GatheredFile[]): readonly GatheredFile[] {
  const [first] = files;
  const around = first?.path.slice(0, first.path.indexOf('/') + 1);
  if (!around || own.test(around) || !files.every(({ path }) => path.startsWith(around))) return files;
  const inner = files.map((file) => ({ ...file, path: file.path.slice(around.length) }));
  return inner.some(({ path }) => own.test(path)) ? inner : files;
}
