import type { IncomingMessage } from 'node:http';

/** Longest body that is taken, in bytes: the API server's own limit. */
export const LONGEST_BODY = 3 * 1024 * 1024;

/**
 * Reads the body of a request. One that is too long is read to its end all the same, so that whoever sends it hears the answer,
 * but not kept.
 *
 * @returns the bytes; `too-long` when there are more than `LONGEST_BODY`
 * @throws Error when the connection breaks
 */
export async function readBody(incoming: IncomingMessage): Promise<Buffer | 'too-long'> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming) {
    // No encoding is set on the stream, so it gives bytes.
    const bytes = chunk as Buffer;
    length += bytes.length;
    if (length <= LONGEST_BODY) chunks.push(bytes);
    else chunks.length = 0;
  }
  return length > LONGEST_BODY ? 'too-long' : Buffer.concat(chunks);
}
