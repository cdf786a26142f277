import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** A body as far as it came; `broken` is what ended it early. */
export interface ReadBody {
  readonly bytes: Buffer;
  readonly broken?: unknown;
}

/** A body that has more bytes than were asked for. */
export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge';

  constructor(maxBytes: number) {
    super(`the answer is larger than ${maxBytes} bytes`);
  }
}

/** Reads a body to its end, or until it breaks or has more than `maxBytes` (counted after unpacking). Never throws. */
export async function readBody(body: Readable, isGzip: boolean, maxBytes: number): Promise<ReadBody> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of isGzip ? unpack(body) : body) {
      const bytes = chunk as Buffer;
      length += bytes.length;
      if (length > maxBytes) throw new BodyTooLarge(maxBytes);
      chunks.push(bytes);
    }
    return { bytes: Buffer.concat(chunks) };
  } catch (broken) {
    body.destroy();
    return { bytes: Buffer.concat(chunks), broken };
  }
}

function unpack(body: Readable): Readable {
  const gunzip = createGunzip();
  body.on('error', (error) => gunzip.destroy(error));
  gunzip.on('close', () => body.destroy());
  return body.pipe(gunzip);
}
