import type { RunReport } from '../runner/report/run-report.ts';
import { RENDERERS } from './report/renderers.ts';
import type { ReportFormat } from './report/report-formats.ts';
import { paintFor } from './terminal/paint.ts';
import type { World } from './world.ts';
import { writeAtomically } from './write-file.ts';

/** Where a report goes, and in which form. */
export interface ReportWish {
  readonly output: ReportFormat;
  /** A file; absent for standard output. */
  readonly out?: string;
}

/**
 * Gives a report out: to standard output, or to a file and as text to standard output.
 *
 * @throws Fault USAGE_INVALID when the file cannot be written
 */
export async function giveReport(report: RunReport, { output, out }: ReportWish, { stdout }: World): Promise<void> {
  if (out !== undefined) await writeAtomically(out, RENDERERS[output](report));
  const shown = out === undefined ? output : 'text';
  stdout.write(RENDERERS[shown](report, paintFor(stdout)));
}

/** True when standard output is for a person: what a program reads must not have anything else in it. */
export function isForPerson({ output, out }: ReportWish): boolean {
  return output === 'text' || out !== undefined;
}
