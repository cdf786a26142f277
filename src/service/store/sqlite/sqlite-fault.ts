import { Fault, textOf } from '../../../core/fault.ts';

const BUSY = 5;

/** SQLite's primary result codes for what may be better soon. @see https://www.sqlite.org/rescode.html */
const UNAVAILABLE: ReadonlyMap<number, string> = new Map([
  [3, 'access is denied'],
  [BUSY, 'another process is writing'],
  [6, 'another process is writing'],
  [7, 'no memory is left'],
  [8, 'it is read-only'],
  [10, 'the disk does not read or write'],
  [13, 'the disk is full'],
  [14, 'its files cannot be opened'],
  [15, 'another process is opening it'],
]);

const UNFIT: ReadonlyMap<number, string> = new Map([
  [11, 'it is damaged'],
  [26, 'it is no database'],
]);

/** Whether another process, or another connection, is writing. */
export function isBusy(thrown: unknown): boolean {
  return codeOf(thrown) === BUSY;
}

/** What was thrown by a query, as a Fault where it is the database's; a mistake of ours stays as it is. */
export function sqliteFault(thrown: unknown, place: string): unknown {
  const code = codeOf(thrown);
  if (code === undefined) return thrown;
  const soon = UNAVAILABLE.get(code);
  const options = { cause: thrown };
  if (soon !== undefined) {
    const text = `${place} cannot be used now, ${soon}: ${textOf(thrown)}`;
    return new Fault('STORE_UNAVAILABLE', text, { place, code }, options);
  }
  const never = UNFIT.get(code);
  if (never === undefined) return thrown;
  const text = `${place} cannot be used, ${never}: ${textOf(thrown)}. It was left as it is: bring back a backup, or name another folder.`;
  return new Fault('STORE_UNFIT', text, { place, code }, options);
}

/** The primary code, without what extends it. */
function codeOf(thrown: unknown): number | undefined {
  const isSqlites = thrown instanceof Error && 'errcode' in thrown && typeof thrown.errcode === 'number';
  return isSqlites ? Number(thrown.errcode) & 0xff : undefined;
}
