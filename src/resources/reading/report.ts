import type { Excerpt, Problem } from '../problem.ts';
import { type Located, placeOf } from './located.ts';

/** What is to be said of a field. */
export interface Remark {
  readonly severity?: Problem['severity'];
  readonly path: string;
  /** Point at the field's name instead of its value. */
  readonly at?: 'key' | 'value';
  readonly found?: string;
  readonly expected?: string;
  readonly sentence: string;
  readonly excerpt?: Excerpt;
}

/** Takes remarks on one document down, with their places. */
export class Report {
  readonly problems: Problem[] = [];
  readonly located: Located;

  constructor(located: Located) {
    this.located = located;
  }

  add({ at = 'value', severity = 'error', ...remark }: Remark): void {
    this.problems.push({ severity, place: placeOf(this.located, remark.path, at), ...remark });
  }
}
