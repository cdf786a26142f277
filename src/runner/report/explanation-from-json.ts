import type {
  AnswerSource,
  ConditionExplanation,
  DecidingMeasurement,
  Explanation,
  LimitCheck,
  MetricExplanation,
  Verdict,
} from '../../analysis/explanation.ts';
import { Fault } from '../../core/fault.ts';
import { isJsonObject, type Json } from '../../core/json.ts';
import type { Explained } from '../../evaluator/explained.ts';
import { Members, present } from '../../resources/members.ts';
import type { Phase } from '../../resources/run-status.ts';
import { VERDICT_EXIT } from './verdict-exit.ts';

/**
 * Reads what `explanationToJson` has written.
 *
 * @throws Fault STATE_INVALID with the path of what is not as it should be
 */
export function explanationFromJson(json: Json, path = 'explanation'): Explanation {
  const explanation = new Members(json, path);
  return present<Explanation>({
    verdict: oneOf(VERDICTS, explanation.text('verdict'), `${path}.verdict`),
    phase: explanation.phase(),
    sentence: explanation.text('sentence') ?? '',
    message: textAt(json, 'message', path),
    metrics: explanation.list('metrics', metricIn),
  });
}

const VERDICTS = Object.keys(VERDICT_EXIT) as readonly Verdict[];
const CONDITIONS = ['successCondition', 'failureCondition'] as const;
const LIMITS = [
  'failureLimit',
  'inconclusiveLimit',
  'consecutiveErrorLimit',
  'consecutiveSuccessLimit',
  'count',
] as const;
const UNLIMITED = ['off', 'endless'] as const;

function metricIn(json: Json, path: string): MetricExplanation {
  const metric = new Members(json, path);
  return present<MetricExplanation>({
    name: metric.text('name') ?? '',
    phase: phaseAt(json, metric),
    dryRun: metric.flag('dryRun'),
    sentence: metric.text('sentence') ?? '',
    deciding: metric.object('deciding', decidingIn),
    limits: metric.list('limits', limitIn),
  });
}

function decidingIn(json: Json, path: string): DecidingMeasurement {
  const deciding = new Members(json, path);
  return present<DecidingMeasurement>({
    phase: deciding.phase(),
    value: textAt(json, 'value', path),
    message: textAt(json, 'message', path),
    startedAt: deciding.time('startedAt'),
    finishedAt: deciding.time('finishedAt'),
    conditions: deciding.list('conditions', conditionIn),
    source: deciding.object('source', answerSourceIn),
    note: textAt(json, 'note', path),
  });
}

function conditionIn(json: Json, path: string): ConditionExplanation {
  const condition = new Members(json, path);
  return present<ConditionExplanation>({
    which: oneOf(CONDITIONS, condition.text('which'), `${path}.which`),
    text: condition.text('text') ?? '',
    outcome: condition.text('outcome') ?? '',
    explained: condition.object('explained', explainedIn),
  });
}

function explainedIn(json: Json, path: string): Explained {
  const explained = new Members(json, path);
  return present<Explained>({
    text: explained.text('text') ?? '',
    value: textAt(json, 'value', path),
    error: textAt(json, 'error', path),
    parts: explained.list('parts', explainedIn),
  });
}

function answerSourceIn(json: Json, path: string): AnswerSource {
  const source = new Members(json, path);
  return present<AnswerSource>({
    address: source.text('address') ?? '',
    status: source.object('status', () => source.number('status')),
    body: textAt(json, 'body', path),
    error: textAt(json, 'error', path),
  });
}

function limitIn(json: Json, path: string): LimitCheck {
  const check = new Members(json, path);
  return {
    limit: oneOf(LIMITS, check.text('limit'), `${path}.limit`),
    had: check.number('had'),
    allowed:
      check.object('allowed', (allowed, at) =>
        typeof allowed === 'string' ? oneOf(UNLIMITED, allowed, at) : check.number('allowed'),
      ) ?? 0,
    isHit: check.flag('isHit'),
  };
}

/** A phase that is not there is another thing than an empty one. */
function phaseAt(json: Json, metric: Members): Phase | '' | undefined {
  return isJsonObject(json) && json['phase'] !== undefined ? metric.phase() : undefined;
}

/** A text that may be empty: `Members` takes an empty one for absent. */
function textAt(json: Json, name: string, path: string): string | undefined {
  const text = isJsonObject(json) ? json[name] : undefined;
  if (text === undefined || typeof text === 'string') return text;
  throw new Fault('STATE_INVALID', `${path}.${name} is no text`, { path: `${path}.${name}` });
}

function oneOf<T extends string>(known: readonly T[], found: string | undefined, path: string): T {
  const one = known.find((each) => each === found);
  if (one !== undefined) return one;
  throw new Fault(
    'STATE_INVALID',
    `${path} is ${JSON.stringify(found ?? null)}, but one of ${known.join(', ')} was expected`,
    {
      path,
    },
  );
}
