import type { Metadata } from '../../src/core/reading.ts';
import { type Outcome, PASSED, sameJson } from './kind.ts';
import type { Looked } from './measure-once.ts';

/** What ground truth says about one look. */
export interface WantedLook {
  readonly buildError?: string;
  readonly phase?: string;
  readonly value?: string;
  readonly message?: string;
  /** The message carries the wording of Go's own libraries: only what stands before the first `: ` counts, and that it is an error. */
  readonly messageLoose?: boolean;
  readonly metadata?: Metadata;
}

/** Passed when a look came to what was wanted. */
export function compareLook(want: WantedLook, got: Looked): Outcome {
  const { buildError, phase, value, message, messageLoose, metadata } = want;
  const wanted = { buildError, phase, value, metadata, message: messageLoose ? undefined : message };
  const { message: said, ...rest } = { message: undefined, ...got };
  const isSame = sameJson(wanted, messageLoose ? rest : got);
  const isSaid = !messageLoose || startsAlike(message ?? '', said ?? '');
  return isSame && isSaid ? PASSED : { kind: 'failed', wanted: { ...wanted, message }, got };
}

/** Whether two messages agree up to the first `: `, where our own wording begins, too; Go's own beginnings (`json: …`) may differ. */
function startsAlike(wanted: string, said: string): boolean {
  const context = /^[A-Z][^:]*: /.exec(wanted)?.[0] ?? '';
  return said !== '' && said.startsWith(context);
}
