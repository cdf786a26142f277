import { Fault } from '../../../../core/fault.ts';

/** The place of a run in the list of its namespace: behind it comes what is older. */
export interface Place {
  readonly createdAt: number;
  readonly id: string;
}

/** A place as callers hand it back: they need not know what is in it. */
export function cursorOf(namespace: string, { createdAt, id }: Place): string {
  return Buffer.from(JSON.stringify([namespace, createdAt, id])).toString('base64url');
}

/** @throws Fault REQUEST_INVALID unless it is a cursor of this namespace */
export function placeOf(namespace: string, cursor: string): Place {
  const [of, createdAt, id, ...more] = partsOf(cursor);
  const isWhole = typeof createdAt === 'number' && typeof id === 'string' && more.length === 0;
  if (of === namespace && isWhole) return { createdAt, id };
  throw new Fault(
    'REQUEST_INVALID',
    `cursor '${cursor.slice(0, 100)}' is not one of a list of runs in namespace '${namespace}': send the one that came with the page before, as it was`,
    { cursor: cursor.slice(0, 100) },
  );
}

function partsOf(cursor: string): readonly unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(parts) ? parts : [];
  } catch {
    return [];
  }
}
