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

/** More is not told of one document: it was not written by hand, and who made it has made one mistake many times. */
const MOST = 500;

/** Thrown at whoever reads on after so many errors. */
class TooManyProblems extends Error {
  override readonly name = 'TooManyProblems';
}

/** Reads something and reports on it. @returns undefined for what has so many errors that nothing more of it was read */
export function patiently<Read>(read: () => Read): Read | undefined {
  try {
    return read();
  } catch (thrown) {
    if (thrown instanceof TooManyProblems) return undefined;
    throw thrown;
  }
}

/** Takes remarks on one document down, with their places. */
export class Report {
  readonly problems: Problem[] = [];
  readonly located: Located;

  constructor(located: Located) {
    this.located = located;
  }

  /** For an error beyond those that are told it throws, see `patiently`; of what is no error no more is taken down */
  add({ at = 'value', severity = 'error', ...remark }: Remark): void {
    if (this.problems.length >= MOST) {
      if (severity !== 'error') return;
      const sentence = `there are more than ${MOST} problems; mend these first`;
      this.problems.push({ severity, place: placeOf(this.located, remark.path, at), path: remark.path, sentence });
      throw new TooManyProblems(sentence);
    }
    this.problems.push({ severity, place: placeOf(this.located, remark.path, at), ...remark });
  }
}
