import { cutTo, widthOf } from '../terminal/width.ts';

/** Every line of a text as `wrapWords` has it; what is below an indented line is indented as well. */
export function wrapLines(text: string, width: number): string {
  return text
    .split('\n')
    .flatMap((line) => {
      const [indent = ''] = /^ */.exec(line) ?? [];
      return wrapWords(line.slice(indent.length), width - indent.length).map((part) => (indent + part).trimEnd());
    })
    .join('\n');
}

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
