import { describe, expect, it } from 'vitest';
import { Secret } from '../../src/core/secret.ts';
import type { ReadySpec } from '../../src/resources/analysis-spec.ts';
import type { RawArgument } from '../../src/resources/schema/argument.ts';
import type { RawMetric } from '../../src/resources/schema/metric.ts';
import type { RunSpec } from '../../src/resources/schema/run-spec.ts';
import { resolve } from '../../src/template/resolve.ts';
import type { Resolved, SecretsRead } from '../../src/template/resolved.ts';
import { secretNames } from '../../src/template/secrets.ts';

const NO_SECRETS: SecretsRead = new Map();
const VAULT: SecretsRead = new Map([
  [
    'vault',
    { kind: 'found', keys: { token: new Secret('s3cr"et'), bell: new Secret('\u0007'), other: new Secret('x') } },
  ],
  ['sealed', { kind: 'failed', message: 'secrets "sealed" is forbidden' }],
]);

function metric(over: Partial<RawMetric> = {}): RawMetric {
  return { name: 'm', provider: { web: { url: 'http://m.test' } }, ...over };
}

function run(over: Partial<RunSpec> = {}): RunSpec {
  return { metrics: [metric()], ...over };
}

function ready(resolved: Resolved): ReadySpec {
  if (resolved.spec.kind === 'refused') throw new Error(resolved.spec.message);
  return resolved.spec;
}

function fromSecret(name: string, key: string): RawArgument {
  return { name: 'token', valueFrom: { secretKeyRef: { name, key } } };
}

describe('a metric that says nothing but whom to ask', () => {
  it('measures once and has the limits of the original', () => {
    expect(ready(resolve(run(), NO_SECRETS)).metrics).toEqual([
      {
        name: 'm',
        count: 1,
        successCondition: '',
        failureCondition: '',
        conditionLanguage: 'expr',
        failureLimit: 0,
        inconclusiveLimit: 0,
        consecutiveErrorLimit: 4,
        consecutiveSuccessLimit: 'off',
        provider: { kind: 'web', isPlugin: false, config: { url: 'http://m.test' } },
      },
    ]);
  });
});

describe('the count of a metric', () => {
  it.each<{ written: Partial<RawMetric>; count: number | undefined }>([
    { written: {}, count: 1 },
    { written: { count: 0 }, count: 1 },
    { written: { interval: '10s' }, count: undefined },
    { written: { count: 0, interval: '10s' }, count: undefined },
    { written: { count: 'many', interval: '10s' }, count: undefined },
    { written: { count: '3', interval: '10s' }, count: 3 },
    { written: { count: -2 }, count: -2 },
  ])('of $written is $count', ({ written, count }) => {
    expect(ready(resolve(run({ metrics: [metric(written)] }), NO_SECRETS)).metrics[0]?.count).toBe(count);
  });
});

describe('what is written as text', () => {
  it('becomes numbers, lengths of time and unions', () => {
    const limits = {
      failureLimit: '-1',
      inconclusiveLimit: '2',
      consecutiveErrorLimit: 0,
      consecutiveSuccessLimit: '3',
    };
    const times = { interval: '1.5s', initialDelay: '1m', count: '5' };
    expect(ready(resolve(run({ metrics: [metric({ ...limits, ...times })] }), NO_SECRETS)).metrics[0]).toMatchObject({
      interval: 1500,
      initialDelay: 60_000,
      count: 5,
      failureLimit: 'off',
      inconclusiveLimit: 2,
      consecutiveErrorLimit: 0,
      consecutiveSuccessLimit: 3,
    });
  });

  it('names a plugin by its only key', () => {
    const provider = { plugin: { 'acme/x': { query: '{{args.q}}' } } };
    const spec = run({ metrics: [metric({ provider })], args: [{ name: 'q', value: 'up' }] });
    expect(ready(resolve(spec, NO_SECRETS)).metrics[0]?.provider).toEqual({
      kind: 'acme/x',
      isPlugin: true,
      config: { query: 'up' },
    });
  });
});

describe('a secret', () => {
  const spec = run({
    metrics: [
      metric({ provider: { web: { url: 'http://m.test', headers: [{ key: 'A', value: '{{args.token}}' }] } } }),
    ],
    args: [fromSecret('vault', 'token')],
  });

  it('is masked for the engine and in clear for the provider', () => {
    const resolved = resolve(spec, VAULT);
    expect(JSON.stringify(resolved.spec)).not.toContain('s3cr');
    expect(ready(resolved).metrics[0]?.provider.config).toMatchObject({
      headers: [{ key: 'A', value: 'temp-for-secret' }],
    });
    expect(resolved.opened('m')).toMatchObject({ provider: { web: { headers: [{ key: 'A', value: 's3cr"et' }] } } });
  });

  it('is taken out of texts, and nothing else of its Secret is', () => {
    expect(resolve(spec, VAULT).redact('x s3cr"et y')).toBe('x ***** y');
  });

  it('is asked for by the name of its Secret, once', () => {
    const args = [
      fromSecret('vault', 'token'),
      fromSecret('sealed', 'k'),
      fromSecret('vault', 'bell'),
      { name: 'a', value: '1' },
    ];
    expect(secretNames(run({ args }))).toEqual(['vault', 'sealed']);
  });
});

describe('a run that cannot be resolved', () => {
  it.each<{ spec: RunSpec; message: string }>([
    { spec: run({ metrics: [] }), message: 'Analysis spec invalid: no metrics specified' },
    {
      spec: run({ metrics: [metric({ successCondition: '{{args.x}} {{ args.y }}' })] }),
      message: 'Unable to resolve metric arguments: failed to resolve {{ args.y }}',
    },
    {
      spec: run({ args: [{ name: 'x' }] }),
      message: 'Unable to resolve metric arguments: argument "x" was not supplied',
    },
    {
      spec: run({ args: [fromSecret('nowhere', 'k')] }),
      message: 'Unable to resolve metric arguments: secrets "nowhere" not found',
    },
    {
      spec: run({ args: [fromSecret('sealed', 'k')] }),
      message: 'Unable to resolve metric arguments: secrets "sealed" is forbidden',
    },
    {
      spec: run({ args: [fromSecret('vault', 'toString')] }),
      message: "Unable to resolve metric arguments: key 'toString' does not exist in secret 'vault'",
    },
    {
      spec: run({ metrics: [metric({ interval: '{{args.token}}' })], args: [fromSecret('vault', 'nope')] }),
      message: 'Analysis spec invalid: metrics[0]: invalid interval string: time: invalid duration "temp-for-secret"',
    },
    {
      spec: run({ metrics: [metric({ successCondition: '{{args.token}}' })], args: [fromSecret('vault', 'bell')] }),
      message: "Unable to resolve metric arguments: invalid character 'a' in string escape code",
    },
    {
      spec: run({
        dryRun: [{ metricName: 'm' }, { metricName: '*' }],
        measurementRetention: [{ metricName: 'x', limit: 1 }],
      }),
      message: "Analysis spec invalid: dryRun[1]: Rule didn't match any metric name(s)",
    },
    {
      spec: run({ measurementRetention: [{ metricName: '(?=m)', limit: 1 }] }),
      message: "Analysis spec invalid: measurementRetention[0]: Rule didn't match any metric name(s)",
    },
  ])('ends with: $message', ({ spec, message }) => {
    const resolved = resolve(spec, VAULT);
    expect(resolved.spec).toEqual({ kind: 'refused', message });
    expect(resolved.opened('m')).toEqual({});
  });
});

describe('rules for dry run and retention', () => {
  const metrics = ['error-rate', 'rate-limit', 'latency'].map((name) => metric({ name }));

  it('match anywhere in a name, in the language of RE2', () => {
    const dryRun = [{ metricName: 'rate' }, { metricName: '(?i)^LAT' }];
    const names = ready(resolve(run({ metrics, dryRun }), NO_SECRETS)).dryRun;
    expect([...names].toSorted()).toEqual(['error-rate', 'latency', 'rate-limit']);
  });

  it('let the last match decide how many measurements are kept, and 0 means the default', () => {
    const measurementRetention = [
      { metricName: '.*', limit: 3 },
      { metricName: '^rate', limit: 7 },
      { metricName: 'latency', limit: 0 },
    ];
    const { keep } = ready(resolve(run({ metrics, measurementRetention }), NO_SECRETS));
    expect([...keep]).toEqual([
      ['error-rate', 3],
      ['rate-limit', 7],
    ]);
  });
});
