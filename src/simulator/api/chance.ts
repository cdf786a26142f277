/** Letters of generated names: none that make words, none that look alike. */
const LETTERS = 'bcdfghjklmnpqrstvwxz2456789';
const SUFFIX = 5;
/** Names of at most that length, suffix included. */
const LONGEST = 63;

/** A version 4 UUID out of `random`, numbers from 0 up to, but not including, 1. */
export function uidFrom(random: () => number): string {
  const digits = Array.from({ length: 32 }, (_, index) => {
    const digit = Math.floor(random() * 16);
    if (index === 12) return '4';
    return (index === 16 ? 8 + (digit & 3) : digit).toString(16);
  }).join('');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** A name for `metadata.generateName`. */
export function nameFrom(base: string, random: () => number): string {
  const suffix = Array.from({ length: SUFFIX }, () => LETTERS[Math.floor(random() * LETTERS.length)]).join('');
  return base.slice(0, LONGEST - SUFFIX) + suffix;
}
