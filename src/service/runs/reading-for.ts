import type { Reading } from '../read-bounded.ts';
import type { RunBounds } from './run-parts.ts';

/** How templates of a namespace are read. */
export function readingFor(namespace: string, { jsonata, pass }: RunBounds): Reading {
  return { ...(jsonata && { jsonata: jsonata(namespace) }), ...(pass && { pass: () => pass(namespace) }) };
}
