/**
 * Orders two texts as Go orders strings: by the bytes of UTF-8, which is the order of code points.
 * JavaScript's own order differs where characters beyond U+FFFF meet U+E000 and above.
 *
 * @returns below 0, 0 or above 0
 */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i += 1) {
    const left = a.charCodeAt(i);
    const right = b.charCodeAt(i);
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
}

/** Puts surrogates, which stand for characters beyond U+FFFF, above all other code units. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
