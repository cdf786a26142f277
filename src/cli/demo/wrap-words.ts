import { cutTo, widthOf } from '../terminal/width.ts';

/**
 * A text in lines of at most `width` columns, broken between words.
 *
 * @param width  of a terminal; below 10 counts as 10. A longer word is cut
 */
export function wrapWords(text: string, width: number): readonly string[] {
  const room = Math.max(10, width);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (widthOf(longer) <= room) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = cutTo(word, room);
  }
  return [...lines, line];
}
