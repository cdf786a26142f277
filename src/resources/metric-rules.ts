import { textOf } from '../core/fault.ts';
import { durationMs } from '../core/go/duration.ts';
import { readIntOrString } from './int-or-string.ts';
import { providersOf } from './providers-of.ts';
import type { RawMetric } from './schema/metric.ts';
import type { IntOrString } from './schema/scalars.ts';

/** A rule that a metric breaks. */
export interface MetricFault {
  /** The fields that the rule looks at, the one to blame first. */
  readonly fields: readonly [keyof RawMetric, ...(keyof RawMetric)[]];
  /** Upstream's words. */
  readonly text: string;
}

/** Every rule that a metric breaks, in upstream's order. Its texts must have no placeholders left. @see analysis.md §12.1 */
export function metricFaults(metric: RawMetric): readonly MetricFault[] {
  const numbers = numbersOf(metric);
  return RULES.flatMap(({ fields, broken }) => {
    const text = broken(numbers, metric);
    return text === undefined ? [] : [{ fields, text }];
  });
}

/**
 * The first thing that is wrong with the metrics of a run, in upstream's words without the prefix `Analysis spec invalid: `;
 * undefined when nothing is.
 *
 * @see analysis.md §12.1
 */
export function firstMetricFault(metrics: readonly RawMetric[]): string | undefined {
  if (metrics.length === 0) return 'no metrics specified';
  const names = new Set<string>();
  for (const [index, metric] of metrics.entries()) {
    if (names.has(metric.name)) return `metrics[${index}]: duplicate name '${metric.name}'`;
    names.add(metric.name);
    const [fault] = metricFaults(metric);
    if (fault !== undefined) return `metrics[${index}]: ${fault.text}`;
  }
  return undefined;
}

interface Numbers {
  readonly count: number;
  readonly failureLimit: number;
  readonly consecutiveSuccessLimit: number;
  readonly inconclusiveLimit: number;
  readonly consecutiveErrorLimit: number;
}

function numbersOf(metric: RawMetric): Numbers {
  const number = (written: IntOrString | null | undefined) => readIntOrString(written ?? 0);
  return {
    count: number(metric.count),
    failureLimit: number(metric.failureLimit),
    consecutiveSuccessLimit: number(metric.consecutiveSuccessLimit),
    inconclusiveLimit: number(metric.inconclusiveLimit),
    consecutiveErrorLimit: number(metric.consecutiveErrorLimit),
  };
}

interface Rule extends Pick<MetricFault, 'fields'> {
  /** Upstream's words when the rule is broken. */
  readonly broken: (numbers: Numbers, metric: RawMetric) => string | undefined;
}

/** Upstream stops at the first. */
const RULES: readonly Rule[] = [
  {
    fields: ['consecutiveSuccessLimit'],
    broken: (n) => when(n.consecutiveSuccessLimit < 0, 'consecutiveSuccessLimit must be >= 0'),
  },
  {
    fields: ['failureLimit'],
    broken: (n) => when(n.failureLimit < -1, 'failureLimit must be >= 0, or -1 to be disabled'),
  },
  {
    fields: ['failureLimit', 'consecutiveSuccessLimit'],
    broken: (n) =>
      when(
        n.consecutiveSuccessLimit === 0 && n.failureLimit === -1,
        'failureLimit and consecutiveSuccessLimit cannot both be disabled',
      ),
  },
  { fields: ['inconclusiveLimit'], broken: (n) => when(n.inconclusiveLimit < 0, 'inconclusiveLimit must be >= 0') },
  {
    fields: ['consecutiveErrorLimit'],
    broken: (n) => when(n.consecutiveErrorLimit < 0, 'consecutiveErrorLimit must be >= 0'),
  },
  {
    fields: ['count', 'failureLimit', 'consecutiveSuccessLimit'],
    broken: (n) => when(n.count > 0, countBelowLimits(n)),
  },
  {
    fields: ['count', 'inconclusiveLimit'],
    broken: (n) => when(n.count > 0 && n.count < n.inconclusiveLimit, 'count must be >= inconclusiveLimit'),
  },
  {
    fields: ['interval', 'count'],
    broken: (n, { interval }) => when(n.count > 1 && isEmpty(interval), 'interval must be specified when count > 1'),
  },
  { fields: ['interval'], broken: (_, { interval }) => badDuration('interval', interval) },
  // The word is upstream's.
  { fields: ['initialDelay'], broken: (_, { initialDelay }) => badDuration('startDelay', initialDelay) },
  {
    fields: ['provider'],
    broken: (_, { provider }) => when(providersOf(provider).length === 0, 'no provider specified'),
  },
  {
    fields: ['provider'],
    broken: (_, { provider }) => when(providersOf(provider).length > 1, 'multiple providers specified'),
  },
];

/** Whether so few measurements leave no room for the limits. Negative limits other than the switch are another rule's business. */
function countBelowLimits({ count, failureLimit, consecutiveSuccessLimit }: Numbers): string | undefined {
  if (consecutiveSuccessLimit < 0) return undefined;
  if (failureLimit < 0) return when(count < consecutiveSuccessLimit, 'count must be >= consecutiveSuccessLimit');
  return when(
    count < failureLimit + consecutiveSuccessLimit,
    `count (${count}) must be >= failureLimit + consecutiveSuccessLimit (${failureLimit} + ${consecutiveSuccessLimit}) if both >= 0`,
  );
}

function badDuration(word: string, written: string | undefined): string | undefined {
  if (isEmpty(written)) return undefined;
  try {
    durationMs(written);
    return undefined;
  } catch (thrown) {
    return `invalid ${word} string: ${textOf(thrown)}`;
  }
}

function isEmpty(written: string | null | undefined): written is '' | null | undefined {
  return written === undefined || written === null || written === '';
}

function when<T>(isBroken: boolean, text: T): T | undefined {
  return isBroken ? text : undefined;
}
