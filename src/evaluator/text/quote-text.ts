import { quoteBare } from '../../core/go/quote.ts';
import { hasStrayBytes, strayByte } from './bytes.ts';

/** A string between double quotes as Go writes it; bytes that belong to no character become `\xff`. */
export function quoteText(text: string): string {
  if (!hasStrayBytes(text)) return `"${quoteBare(text)}"`;
  let quoted = '';
  for (const character of text) {
    const byte = strayByte(character);
    quoted += byte === undefined ? quoteBare(character) : `\\x${byte.toString(16).padStart(2, '0')}`;
  }
  return `"${quoted}"`;
}
