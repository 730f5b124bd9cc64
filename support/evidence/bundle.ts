import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Evidence } from '../../clusters/lab';
import { messageOf } from '../errors';
import { forFile } from '../report/escape';

/** A folder of evidence while it is filled. What cannot be taken is noted; nothing here rejects. */
export class Bundle {
  readonly evidence: Evidence[] = [];
  /** What could not be taken, and why. */
  readonly missing: string[] = [];

  constructor(readonly dir: string) {}

  /** Takes one part and says what it is; whatever goes wrong is noted as missing. */
  async take<T>(what: string, part: () => Promise<T>): Promise<T | undefined> {
    try {
      return await part();
    } catch (error) {
      this.missing.push(`${what}: ${messageOf(error).replaceAll(/\s*\n\s*/g, '; ')}`);
      return undefined;
    }
  }

  /** Writes a file of text, without control bytes, and lists it. `path` is relative to the folder. */
  async write(title: string, path: string, text: string): Promise<void> {
    await this.take(title, async () => {
      await mkdir(dirname(join(this.dir, path)), { recursive: true });
      await writeFile(join(this.dir, path), forFile(text));
      this.evidence.push({ title, path });
    });
  }
}
