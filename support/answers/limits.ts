/** How much of an answer is read. Whatever is over is refused as a whole: half an answer is not what was handed in. */
export interface AnswerLimits {
  /** Unpacked, without what is below `image/`. */
  readonly bytes: number;
  /** Of one file, without those below `image/`. */
  readonly fileBytes: number;
  /** Unpacked, below `image/` of all methods together: layers of an image are larger than any manifest. */
  readonly imageBytes: number;
  /** Regular files; an archive may name as many folders beside them. */
  readonly files: number;
  /** Unpacked to packed bytes. Holds from {@link ratioFloor} on: an archive of a few small files is mostly padding. */
  readonly ratio: number;
  /** Of the reader's heap; the files themselves lie beside it. */
  readonly heapMiB: number;
  /** For all of the reading, kept by the process that waits. */
  readonly deadlineMs: number;
}

const MiB = 2 ** 20;

export const answerLimits: AnswerLimits = {
  bytes: 10 * MiB,
  fileBytes: MiB,
  imageBytes: 64 * MiB,
  files: 1_000,
  ratio: 100,
  heapMiB: 256,
  deadlineMs: 60_000,
};

/** Unpacked bytes below which the ratio says nothing: tar fills every file up to 512 bytes, and the whole to 10 KiB. */
export const ratioFloor = 256 * 1024;

/** What the headers of a packed answer may come to. */
const headerBytes = 4 * MiB;

/** Bytes of an archive, packed or unpacked, that fits within the limits. */
export function archiveBytes({ bytes, imageBytes }: AnswerLimits): number {
  return bytes + imageBytes + headerBytes;
}

/** Unpacked bytes that so many packed ones may come to. */
export function unpackedBytes(packed: number, limits: AnswerLimits): number {
  return Math.min(archiveBytes(limits), Math.max(ratioFloor, packed * limits.ratio));
}

/** `10 MiB`, `1000 bytes`. */
export function sizeWords(bytes: number): string {
  return bytes % MiB === 0 ? `${bytes / MiB} MiB` : `${bytes} bytes`;
}
