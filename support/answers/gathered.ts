import { type AnswerLimits, sizeWords } from './limits';
import { folded, safePath } from './paths';
import { refused, shown } from './refused';

/** A file as it came, before the folder around everything is taken off. */
export interface GatheredFile {
  readonly path: string;
  readonly content: Buffer;
  readonly executable: boolean;
}

const imagePart = /^(?:[^/]+\/)?(?:fix-\d+\/)?image\//;
const litter = /(^|\/)(__MACOSX(\/|$)|\.DS_Store$|\._[^/]*$)/;

/**
 * What has been read of an answer so far. Every reader asks {@link admit} before it reads a file, so that a limit is known to be
 * broken before the bytes are there.
 */
export class Gathered {
  readonly files: GatheredFile[] = [];
  /** What macOS' programs add, and nobody meant to hand in. */
  readonly leftOut: string[] = [];
  readonly #limits: AnswerLimits;
  /** By what a file system may take for the same. */
  readonly #known = new Map<string, { readonly path: string; readonly folder: boolean }>();
  #entries = 0;
  #bytes = 0;
  #imageBytes = 0;

  constructor(limits: AnswerLimits) {
    this.#limits = limits;
  }

  /** A folder that is named on its own. The answer's own, `./`, is none. */
  folder(written: string): void {
    this.#count(written);
    const trimmed = written.replace(/\/$/, '');
    if (trimmed === '.') return;
    const path = safePath(trimmed);
    if (!litter.test(path)) this.#takeFolder(path);
  }

  /** The path of a file that is to be read, or nothing where it is left out. Throws Refused where it must not be read. */
  admit(written: string, bytes: number): string | undefined {
    this.#count(written);
    const path = safePath(written);
    this.#weigh(path, bytes);
    if (litter.test(path)) {
      this.leftOut.push(path);
      return undefined;
    }
    const { files } = this.#limits;
    if (this.files.length >= files) throw refused('limits', `the answer holds more than ${files} files`, path);
    this.#takeFolders(path);
    this.#take(path, false);
    return path;
  }

  add(file: GatheredFile): void {
    this.files.push(file);
  }

  #count(path: string): void {
    this.#entries += 1;
    const { files } = this.#limits;
    if (this.#entries > 2 * files)
      throw refused('limits', `the answer holds more than ${2 * files} files and folders`, path);
  }

  #weigh(path: string, bytes: number): void {
    const { fileBytes, imageBytes, bytes: all } = this.#limits;
    if (imagePart.test(path)) {
      this.#imageBytes += bytes;
      if (this.#imageBytes > imageBytes)
        throw refused('limits', `what is below image/ is larger than ${sizeWords(imageBytes)}`, path);
      return;
    }
    this.#bytes += bytes;
    if (bytes > fileBytes) throw refused('limits', `${shown(path)} is larger than ${sizeWords(fileBytes)}`, path);
    if (this.#bytes > all) throw refused('limits', `the answer is larger than ${sizeWords(all)} unpacked`, path);
  }

  #takeFolders(path: string): void {
    for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) this.#takeFolder(path.slice(0, at));
  }

  #takeFolder(path: string): void {
    const before = this.#known.get(folded(path));
    if (before?.folder && before.path === path) return;
    this.#take(path, true);
    this.#takeFolders(path);
  }

  #take(path: string, folder: boolean): void {
    const key = folded(path);
    const before = this.#known.get(key);
    if (before) throw refused('paths', `"${shown(path)}" is there twice, also as "${shown(before.path)}"`, path);
    this.#known.set(key, { path, folder });
  }
}
