import { gunzipSync } from 'node:zlib';
import { messageOf } from '../errors';
import { type AnswerLimits, unpackedBytes } from './limits';
import { refused } from './refused';

/** Throws Refused for what unpacks to more than it may, before it has, and for bytes after the end. */
export function gunzip(packed: Buffer, limits: AnswerLimits): Buffer {
  const { buffer, engine } = unpacked(packed, unpackedBytes(packed.length, limits), limits);
  if (engine.bytesWritten === packed.length) return buffer;
  throw refused('archive', 'there are bytes after the end of the gzip data');
}

/** What zlib's functions answer with the option `info`, which the types leave out. */
interface Unpacked {
  readonly buffer: Buffer;
  readonly engine: { readonly bytesWritten: number };
}

function unpacked(packed: Buffer, most: number, { ratio }: AnswerLimits): Unpacked {
  try {
    return gunzipSync(packed, { maxOutputLength: most, info: true }) as unknown as Unpacked;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_BUFFER_TOO_LARGE')
      throw refused('archive', `the gzip data cannot be read: ${messageOf(error)}`);
    throw refused('limits', `the archive unpacks to more than ${most} bytes, or more than ${ratio} times its size`);
  }
}
