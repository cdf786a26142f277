import { Fault } from '../../../core/fault.ts';

/**
 * Refuses texts that not every database can keep, or that would be changed on the way: with a NUL character or half a surrogate pair.
 * Names and keys may come from outside; everything else is JSON, which has escapes for both.
 *
 * @throws Fault REQUEST_INVALID
 */
export function refuseUnwritable(parameters: readonly unknown[]): void {
  for (const one of parameters) {
    if (Array.isArray(one)) refuseUnwritable(one);
    if (typeof one === 'string' && (one.includes('\0') || !one.isWellFormed())) {
      throw new Fault(
        'REQUEST_INVALID',
        `${JSON.stringify(one.slice(0, 100))} holds a NUL character or half a character, which no name, label or key may`,
      );
    }
  }
}
