import { styleText } from 'node:util';

/** The colours and weights that are used; few, and those that every terminal has. */
export type Format = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** Gives a text a colour or a weight. */
export type Paint = (format: Format, text: string) => string;

/** Leaves every text as it is: for files, pipes and tests. */
export const plain: Paint = (_format, text) => text;

/** Colours for a stream, where it can show them and the environment does not say otherwise (`NO_COLOR`, `FORCE_COLOR`, `TERM=dumb`). */
export function paintFor(stream: NodeJS.WritableStream): Paint {
  return (format, text) => styleText(format, text, { stream });
}

/** A piece of text of one look. */
export interface Span {
  readonly text: string;
  readonly format?: Format;
}

/** The spans as one painted text. */
export function painted(spans: readonly Span[], paint: Paint): string {
  return spans.map(({ text, format }) => (format === undefined || text === '' ? text : paint(format, text))).join('');
}
