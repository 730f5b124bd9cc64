import { once } from 'node:events';
import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import { dirname } from 'node:path';

/** Cucumber's messages of all jobs, one JSON a line, written as they come: a crash loses nothing that was said. */
export class MessageFile {
  readonly #stream: WriteStream;
  #failure: Error | undefined;

  constructor(path: string) {
    mkdirSync(dirname(path), { recursive: true });
    this.#stream = createWriteStream(path);
    this.#stream.on('error', (error) => {
      this.#failure ??= error;
    });
  }

  add(envelope: object): void {
    this.#stream.write(`${JSON.stringify(envelope)}\n`);
  }

  /** Resolves with the error that kept messages from the file, if one did. */
  async close(): Promise<Error | undefined> {
    this.#stream.end();
    if (!this.#failure) await once(this.#stream, 'close').catch(() => {});
    return this.#failure;
  }
}
