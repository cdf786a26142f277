const UNITS: readonly (readonly [seconds: number, unit: string])[] = [
  [86_400, 'd'],
  [3600, 'h'],
  [60, 'm'],
  [1, 's'],
];

/** How long ago a moment was, in one unit: `just now`, `42 s ago`, `3 m ago`. What lies ahead by a differing clock is just now. */
export function ageText(moment: number, now: number): string {
  const seconds = Math.floor((now - moment) / 1000);
  const fit = UNITS.find(([length]) => seconds >= length);
  if (fit === undefined || seconds < 5) return 'just now';
  return `${Math.floor(seconds / fit[0])} ${fit[1]} ago`;
}
