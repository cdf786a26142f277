import { DatabaseError } from 'pg';
import { Fault, textOf } from '../../../core/fault.ts';
import type { Connection } from './connection-of.ts';

/**
 * Classes of PostgreSQL's codes, and single ones, for what may be better soon or after somebody has looked after the database.
 * @see https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const UNAVAILABLE = [
  '08', // connections
  '25006', // read-only
  '25P03', // idle for too long within a transaction
  '28', // who we are
  '3D000', // no such database
  '40', // collisions, after several tries
  '42501', // rights
  '53', // disk, memory, connections
  '55P03', // a lock was not to be had
  '57', // shut down, starting, cancelled by a timeout
  '58', // the system under it
];
const UNFIT = [
  '42P01', // a table of ours is not there
  '42703', // nor a column
  '42P07', // a table of that name is there, and not ours
  'XX001', // damaged
  'XX002',
];
/** A name or key that is longer than an index takes. */
const TOO_LONG = '54000';
/** After these a transaction may succeed when it is done again: a deadlock, or a key that another one has just used. */
const COLLISIONS = ['40001', '40P01', '23505'];

/** Whether another one was in the way, so that a transaction may succeed when it is done again. */
export function isCollision(thrown: unknown): boolean {
  return thrown instanceof DatabaseError && COLLISIONS.includes(thrown.code ?? '');
}

/** What the driver has thrown: refused, reset, ended, timed out, not to be had. What the server says itself stays as it is, and so do mistakes of ours. */
export function driverFault(thrown: unknown, { place, redact }: Connection): unknown {
  const isOurs = thrown instanceof Fault || thrown instanceof TypeError || thrown instanceof RangeError;
  if (isOurs || thrown instanceof DatabaseError) return thrown;
  return new Fault('STORE_UNAVAILABLE', `${place} cannot be reached: ${redact(reasonOf(thrown))}`, { place });
}

/** What the server has said, as a Fault where it is about the database; a mistake of ours stays as it is. */
export function serverFault(thrown: unknown, { place, redact }: Connection): unknown {
  if (!(thrown instanceof DatabaseError) || thrown.code === undefined) return thrown;
  const { code } = thrown;
  const details = { place, code };
  const text = redact(thrown.message);
  const isOneOf = (codes: readonly string[]): boolean => codes.some((start) => code.startsWith(start));
  if (isOneOf(UNAVAILABLE)) return new Fault('STORE_UNAVAILABLE', `${place} cannot be used now: ${text}`, details);
  if (isOneOf(UNFIT)) {
    const advice = 'It was left as it is: name another database, or mend this one.';
    return new Fault('STORE_UNFIT', `${place} cannot be used: ${text}. ${advice}`, details);
  }
  if (code === TOO_LONG) return new Fault('REQUEST_INVALID', `a name, label or key is too long: ${text}`, details);
  return thrown;
}

/** A host with several addresses fails with one error for each, and no text of its own. */
function reasonOf(thrown: unknown): string {
  return thrown instanceof AggregateError ? thrown.errors.map(textOf).join('; ') : textOf(thrown);
}
