import { explainRun } from '../analysis/explain-run.ts';
import type { AnswerSource, Explanation } from '../analysis/explanation.ts';
import type { LastLook } from '../analysis/last-look.ts';
import type { Patience } from '../core/patience.ts';
import type { Exchange } from '../providers/http/http.ts';
import type { Resolved } from '../template/resolved.ts';
import { conditionsOf } from './judge-of.ts';
import type { Progress, Remembered } from './progress.ts';

/** How much of a body an explanation shows, in characters. */
const BODY_START = 200;

/**
 * The verdict of a run as it stands at one step, with its reasons.
 *
 * @param patience  how long its conditions may take to be evaluated once more, all together; once it is over they are told without their parts
 */
export function explainProgress(
  { resolved, status, memory }: Pick<Progress, 'resolved' | 'status' | 'memory'>,
  patience?: Patience,
): Explanation {
  const looks = new Map(
    [...memory].map(([metric, remembered]) => [
      metric,
      { ...lastLookOf(metric, remembered, resolved), ...(patience && { patience }) },
    ]),
  );
  return explainRun(resolved.spec, status, looks, resolved.redact);
}

function lastLookOf(metric: string, { value, note, exchange }: Remembered, { opened }: Resolved): LastLook {
  const { successCondition, failureCondition, language } = conditionsOf(opened(metric));
  return {
    successCondition,
    failureCondition,
    language,
    ...(value !== undefined && { value }),
    ...(note !== undefined && { note }),
    ...(exchange && { source: sourceOf(exchange) }),
  };
}

function sourceOf({ url, status, body, error }: Exchange): AnswerSource {
  return {
    address: url,
    ...(status !== undefined && { status }),
    ...(body !== undefined && { body: body.slice(0, BODY_START) }),
    ...(error !== undefined && { error }),
  };
}
