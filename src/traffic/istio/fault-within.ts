import { Fault } from '../../core/fault.ts';

/** Does it, and puts upstream's words for where it happened before what it throws. */
export function within<T>(words: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    throw new Fault(error.code, words + error.message, error.details, { cause: error });
  }
}
