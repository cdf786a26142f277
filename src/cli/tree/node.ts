import type { Colour } from './tint.ts';

/** One thing in the tree and what hangs below it. Texts are fit to be shown. */
export interface Node {
  /** What kind of thing it is, in one character. */
  readonly sign: string;
  readonly name: string;
  /** The colours of the name, from the inside to the outside: the last is written first. */
  readonly nameColours: readonly Colour[];
  /** Empty for a revision, which is no object. */
  readonly kind: string;
  readonly status: Status;
  readonly age: string;
  readonly notes: readonly Note[];
  readonly children: readonly Node[];
}

/** How something stands: a coloured sign and a word. */
export interface Status {
  readonly icon: string;
  readonly word: string;
}

/** Something to know about a thing: a word that may be coloured, and the rest. */
export interface Note {
  readonly word: string;
  readonly isColoured: boolean;
  /** Stands behind the word, such as ` 3`. */
  readonly rest: string;
}
