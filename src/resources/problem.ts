/** Where something stands in a source. Lines and columns count from 1. */
export interface Place {
  /** Name of the source as it was given: a path, or `-` for standard input. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * Something about a document that its author should know. An `error` keeps it from being used, a `warning` does not,
 * a `note` says what was passed over.
 */
export interface Problem {
  readonly severity: 'error' | 'warning' | 'note';
  readonly place: Place;
  /** Field path, such as `spec.metrics[0].count`; empty for the document as a whole. */
  readonly path: string;
  /** What stands there, as a person reads it; absent where nothing does. */
  readonly found?: string;
  /** What should stand there. */
  readonly expected?: string;
  /** All of it in one sentence. */
  readonly sentence: string;
  /** The text in which the trouble is, where that is not plain from the place: a condition. */
  readonly excerpt?: Excerpt;
}

/** A text with a place in it. */
export interface Excerpt {
  readonly text: string;
  /** Offset of the place, in UTF-16 code units from the start of the text. */
  readonly offset: number;
}

/**
 * A problem as compilers print it: `file:line:column: path: sentence`, with `warning:` or `note:` before the path of what is no error.
 * Where the trouble is inside a condition, its line and a caret under the place follow.
 */
export function formatProblem(problem: Problem): string {
  const { severity, place, path, sentence, excerpt } = problem;
  const parts = [
    `${place.file}:${place.line}:${place.column}`,
    ...(severity === 'error' ? [] : [severity]),
    ...(path === '' ? [] : [path]),
    sentence,
  ];
  const line = parts.join(': ');
  return excerpt === undefined ? line : `${line}\n${caretUnder(excerpt)}`;
}

/** The line of a text that holds a place, with a caret under the place. Tabs stay tabs, so that the caret stands right. */
export function caretUnder({ text, offset }: Excerpt): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  const line = text.slice(start, end === -1 ? text.length : end);
  const before = line.slice(0, offset - start).replace(/[^\t]/gu, ' ');
  return `    ${line}\n    ${before}^`;
}
