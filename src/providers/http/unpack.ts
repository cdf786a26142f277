import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { BodyTooLarge } from './body-too-large.ts';

/** What was packed, as far as it could be unpacked; `broken` is what ended it early. */
export interface Unpacked {
  readonly bytes: Buffer;
  readonly broken?: unknown;
}

/** Unpacks gzip, to its end or until it has more than `maxBytes`: a small answer may hide a large one. Never throws. */
export async function unpack(packed: Buffer, maxBytes: number): Promise<Unpacked> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of Readable.from([packed]).pipe(createGunzip())) {
      const bytes = chunk as Buffer;
      length += bytes.length;
      if (length > maxBytes) throw new BodyTooLarge(maxBytes);
      chunks.push(bytes);
    }
    return { bytes: Buffer.concat(chunks) };
  } catch (broken) {
    return { bytes: Buffer.concat(chunks), broken };
  }
}
