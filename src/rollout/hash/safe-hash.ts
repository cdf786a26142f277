/** Letters and digits without vowels and look-alikes, so that no hash spells a word. */
const SAFE = 'bcdfghjklmnpqrstvwxz2456789';

/**
 * FNV-1a over 32 bits, in decimal, with every digit replaced by a safe letter: the form of every hash that upstream puts into names and labels.
 *
 * @returns at most 10 characters of `456789bcdf`
 * @see rollout.md §5.1
 */
export function safeHash(...parts: readonly Uint8Array[]): string {
  let hash = 0x811c9dc5;
  for (const part of parts) {
    for (const byte of part) hash = Math.imul(hash ^ byte, 0x01000193);
  }
  const digits = String(hash >>> 0);
  return digits.replaceAll(/\d/g, (digit) => SAFE.charAt(digit.charCodeAt(0) % SAFE.length));
}

/** A text as the bytes that are hashed. */
export function hashed(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
