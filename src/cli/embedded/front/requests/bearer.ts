import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * Looks for one token in the header `Authorization`. How long it takes says nothing about how much of a wrong token is right.
 *
 * @returns whether a header carries it
 */
export function bearerOf(token: string): (header: string | undefined) => boolean {
  const right = digest(token);
  return (header) => {
    const given = /^bearer +(\S+)$/i.exec(header ?? '')?.[1] ?? '';
    return timingSafeEqual(digest(given), right);
  };
}

/** All digests are of one length, as the comparison asks for. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
