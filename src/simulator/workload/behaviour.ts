import { Fault } from '../../core/fault.ts';
import { checkLatency, type Latency } from './latency.ts';

/** How the pods of a revision answer. */
export interface Behaviour {
  /**
   * Share of the answers with each status code, such as `{ '200': 0.99, '500': 0.01 }`; they make 1. As with counters that a program
   * sets up at its start, a code of share 0 has a series that stays at 0, and one that is not named has none.
   */
  readonly codes: Readonly<Record<string, number>>;
  readonly latency: Latency;
}

/** What is told of a behaviour with one kind of error. */
export interface Answering extends Latency {
  /** Share of answers with status 500, 0 to 1. */
  readonly errors: number;
}

/**
 * A behaviour that answers 200, or 500 for a share.
 *
 * @throws Fault INPUT_INVALID for a share that is none, or a latency that is none
 */
export function answering({ errors, medianS, p99S }: Answering): Behaviour {
  if (!(errors >= 0 && errors <= 1)) {
    throw new Fault('INPUT_INVALID', `share of errors ${errors}: expected a number from 0 to 1`, { errors });
  }
  checkLatency({ medianS, p99S });
  return { codes: { '200': 1 - errors, '500': errors }, latency: { medianS, p99S } };
}
