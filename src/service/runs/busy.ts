import { Fault } from '../../core/fault.ts';

/**
 * That a replica takes nothing more for now.
 *
 * @param seconds  after which to come again, in the details as `retryAfterSeconds`
 */
export function busy(why: string, seconds: number): Fault {
  return new Fault('BUSY', `${why}; try again in ${seconds} s`, { retryAfterSeconds: seconds });
}
