import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Evidence } from '../../clusters/lab';
import { messageOf } from '../errors';
import { forFile } from '../report/escape';

/** One part of the evidence, taken elsewhere. `path` is relative to the folder. */
export interface EvidenceFile extends Evidence {
  readonly content: string | Buffer;
}

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

  /** Writes a file and lists it; text without control bytes, bytes as they are. `path` is relative to the folder. */
  async write(title: string, path: string, content: string | Buffer): Promise<void> {
    await this.take(title, async () => {
      await mkdir(dirname(join(this.dir, path)), { recursive: true });
      await writeFile(join(this.dir, path), typeof content === 'string' ? forFile(content) : content);
      this.evidence.push({ title, path });
    });
  }
}
