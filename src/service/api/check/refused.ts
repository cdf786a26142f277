import { Fault } from '../../../core/fault.ts';
import type { ProblemItem } from '../schema/problem.ts';

/** A problem as whoever finds it knows it. */
type Found = Pick<ProblemItem, 'pointer' | 'detail'> & Partial<ProblemItem>;

/** The Fault REQUEST_INVALID for a part of a request, with all that is wrong in it. */
export function refused(where: ProblemItem['in'], found: readonly Found[]): Fault {
  const problems = found.map((one): ProblemItem => ({ in: where, severity: 'error', ...one }));
  const text = problems.map(({ detail }) => detail).join('\n');
  return new Fault('REQUEST_INVALID', text, { problems: problems.map((problem) => ({ ...problem })) });
}
