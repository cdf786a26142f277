import { Fault } from '../../core/fault.ts';

/** A name and what it is to be. */
export interface Assignment {
  readonly name: string;
  readonly value: string;
}

/**
 * Reads `NAME=VALUE`; the first `=` separates, and the value may be empty.
 *
 * @param option for the error, such as `--arg`
 * @throws Fault USAGE_INVALID
 */
export function assignmentIn(text: string, option: string): Assignment {
  const at = text.indexOf('=');
  if (at > 0) return { name: text.slice(0, at), value: text.slice(at + 1) };
  // What stands behind an option may be a secret, so only the part before `=` would be safe to quote, and there is none.
  throw new Fault(
    'USAGE_INVALID',
    `${option} needs NAME=VALUE, ${at === 0 ? 'the name is missing' : 'there is no = in it'}`,
  );
}
