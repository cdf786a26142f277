import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * SHA-256 of a text that nobody may see, in hex: what it is known by in the store and in memory. Looking one up takes as long whether or not
 * the beginning of another fits, because nobody can choose how a hash begins.
 */
export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Whether two texts are the same, in a time that does not tell where they differ. */
export function isSameText(a: string, b: string): boolean {
  return timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());
}
