import { numberText } from './number-text.ts';

/** What stands in quotes, and fractions with more digits than anybody reads. */
const QUOTED_OR_LONG = /"[^"]*"|(?<![\w.])-?\d+\.\d{7,}(?:e[+-]?\d+)?(?![\w.])/gi;

/** A text with its long fractions cut to six significant digits. What stands in quotes, such as a condition, stays as it was written. */
export function briefNumbers(text: string): string {
  return text.replace(QUOTED_OR_LONG, (found) => (found.startsWith('"') ? found : numberText(Number(found))));
}
