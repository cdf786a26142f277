import type { Labels } from '../series/labels.ts';
import type { Sample } from '../series/series.ts';

/** What an expression comes to at a moment. */
export type Result =
  | { readonly kind: 'scalar'; readonly value: number }
  | { readonly kind: 'string'; readonly text: string }
  | Vector
  | Matrix;

/** One value for each of some series. */
export interface Vector {
  readonly kind: 'vector';
  readonly elements: readonly Element[];
}

export interface Element {
  readonly labels: Labels;
  readonly value: number;
}

/** What lay in a range, for each of some series. */
export interface Matrix {
  readonly kind: 'matrix';
  readonly windows: readonly Window[];
}

/** The samples of one series in a range, of which there is one at least. Moments are milliseconds since 1970. */
export interface Window {
  readonly labels: Labels;
  readonly samples: readonly Sample[];
  readonly from: number;
  readonly to: number;
}

export type ValueType = Result['kind'];

/** As Prometheus' messages name the types. */
export const TYPE_NAMES: Readonly<Record<ValueType, string>> = {
  scalar: 'scalar',
  string: 'string',
  vector: 'instant vector',
  matrix: 'range vector',
};
