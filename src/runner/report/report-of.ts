import type { Explanation } from '../../analysis/explanation.ts';
import { MASK, type Redact } from '../../core/secret.ts';
import type { RunRef } from '../../providers/provider.ts';
import type { RunSpec } from '../../resources/schema/run-spec.ts';
import type { Progress } from '../progress.ts';
import type { RunReport } from './run-report.ts';
import { VERDICT_EXIT } from './verdict-exit.ts';

/** What a report tells of a run beside how it went. */
export interface Reported extends Pick<RunReport, 'source' | 'args'> {
  readonly ref: Omit<RunRef, 'startedAt'>;
  /** Of this program. */
  readonly version: string;
}

/** The report of a run as it stands; one that never began began and ended at `at`. */
export function reportOf(
  { ref, source, args, version }: Reported,
  { status, at }: Pick<Progress, 'status' | 'at'>,
  explanation: Explanation,
): RunReport {
  return {
    version,
    name: ref.name,
    namespace: ref.namespace,
    uid: ref.uid,
    source,
    args,
    startedAt: status.startedAt ?? at,
    endedAt: status.completedAt ?? at,
    status,
    explanation,
    exitCode: VERDICT_EXIT[explanation.verdict],
  };
}

/** A run's arguments as people may see them: what comes from a Secret is masked, and every secret is taken out of the rest. */
export function shownArguments({ args = [] }: RunSpec, redact: Redact): RunReport['args'] {
  return args.map(({ name, value, valueFrom }) => ({
    name,
    value: valueFrom?.secretKeyRef ? MASK : redact(value ?? ''),
  }));
}
