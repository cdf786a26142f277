import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Fault } from '../../../src/core/fault.ts';
import type { Json, JsonObject } from '../../../src/core/json.ts';
import type { StartRequest } from '../../../src/service/runs/runs.ts';
import { CLUSTER_SCOPE } from '../../../src/service/store/rows.ts';
import { T0 } from '../../support/builders.ts';
import { type Gate, type GateReplica, openGate } from '../../support/gate.ts';
import { scriptedTemplate, startOf } from '../../support/service-runs.ts';

const ALICE = { name: 'alice' };
const fine = { name: 'errors', interval: '60s', count: 3, successCondition: 'result < 5' };
const asking = scriptedTemplate([{ ...fine, name: 'errors of {{args.service}}' }], { args: [{ name: 'service' }] });

function metricsOf(count: number): { readonly [field: string]: Json; readonly name: string }[] {
  return Array.from({ length: count }, (_, index) => ({ ...fine, name: `m${index}` }));
}

let gate: Gate;
let replica: GateReplica;

beforeEach(async () => {
  gate = await openGate();
  replica = gate.replica();
});
afterEach(() => gate.close());

function start(request: StartRequest, key?: string) {
  return gate.clock.until(replica.runs.start('team', request, ALICE, key));
}

function stored(name: string, clusterScope = false): StartRequest {
  return { ...startOf({}), template: { kind: 'stored', name, clusterScope } };
}

async function store(scope: string, name: string, document: JsonObject): Promise<void> {
  const named = {
    ...document,
    metadata: { name },
    ...(scope === CLUSTER_SCOPE && { kind: 'ClusterAnalysisTemplate' }),
  };
  await gate.store.templates.put({ scope, name, document: named }, { kind: 'none' }, T0);
}

describe('a start is refused, and nothing is stored or measured, ', () => {
  it.each<readonly [string, StartRequest, { code: string; says: readonly string[] }]>([
    [
      'for an argument that no template knows, and one that is missing',
      startOf(asking, { args: { servce: 'checkout' } }),
      {
        code: 'TEMPLATE_INVALID',
        says: ['args.servce: there is no such argument, only service', 'args.service is not given'],
      },
    ],
    [
      'for a template with problems, each of them told',
      startOf(
        scriptedTemplate([
          { ...fine, count: 'x', interval: '5' },
          { ...fine, successCondition: 'result <' },
        ]),
      ),
      { code: 'INPUT_INVALID', says: ['spec.metrics[0].interval', 'spec.metrics[1].successCondition'] },
    ],
    [
      'for what is no template',
      startOf({ ...asking, kind: 'AnalysisRun' }),
      { code: 'INPUT_INVALID', says: ['template: one AnalysisTemplate or ClusterAnalysisTemplate was expected'] },
    ],
    [
      'for a stored template that is not there',
      stored('gone'),
      { code: 'NOT_FOUND', says: ['no AnalysisTemplate "gone"'] },
    ],
    [
      'for a cluster template that is not there',
      stored('gone', true),
      { code: 'NOT_FOUND', says: ['no ClusterAnalysisTemplate "gone"'] },
    ],
    [
      'for one that leads to a template that is not there',
      startOf(scriptedTemplate([fine], { templates: [{ templateName: 'gone' }] })),
      { code: 'TEMPLATE_INVALID', says: ['analysistemplate.argoproj.io "gone" not found'] },
    ],
    [
      'for a provider that does not exist',
      startOf(scriptedTemplate([{ ...fine, provider: { plugin: { nobody: {} } } }])),
      { code: 'PROVIDER_UNKNOWN', says: ['nobody'] },
    ],
    [
      'for a Job where the namespace was granted none, which is told how to have one',
      startOf(scriptedTemplate([{ ...fine, provider: { job: { spec: { template: {} } } } }])),
      { code: 'PROVIDER_UNKNOWN', says: ["'job' is none of", '"grants"', '"jobs: true"'] },
    ],
    [
      'for a Secret that is not there',
      startOf(
        scriptedTemplate([fine], {
          args: [{ name: 'token', valueFrom: { secretKeyRef: { name: 'api', key: 'token' } } }],
        }),
      ),
      { code: 'TEMPLATE_INVALID', says: ['argument "token"'] },
    ],
    [
      'for a run without an end where somebody waits for it',
      startOf(scriptedTemplate([{ name: 'errors', interval: '60s' }]), { mayBeEndless: false }),
      { code: 'USAGE_INVALID', says: ['measure for ever', '"timeout"'] },
    ],
    [
      'for a time limit that is none',
      startOf(scriptedTemplate([fine]), { timeout: '5' }),
      { code: 'REQUEST_INVALID', says: ['"timeout"', '"90s"', 'not "5"'] },
    ],
    [
      'for a time limit of nothing',
      startOf(scriptedTemplate([fine]), { timeout: '-1m' }),
      { code: 'REQUEST_INVALID', says: ['above 0'] },
    ],
  ])('%s', async (_why, request, { code, says }) => {
    const refused = await start(request).catch((thrown: unknown) => thrown);
    expect(refused).toMatchObject({ code });
    for (const text of says) expect(String(refused)).toContain(text);
    expect(await gate.store.runs.list('team', {}, { limit: 10 })).toEqual({ runs: [] });
    expect(replica.load()).toMatchObject({ live: 0, starting: 0 });
  });

  it.each<readonly [string, StartRequest, { code: string; says: string }]>([
    [
      'metrics',
      startOf(scriptedTemplate(metricsOf(201))),
      { code: 'TEMPLATE_INVALID', says: 'the run would have 201 metrics; 200 are the most' },
    ],
    [
      'characters of conditions',
      startOf(scriptedTemplate([{ ...fine, successCondition: `result < 5 || ${'true || '.repeat(5_000)}true` }])),
      { code: 'INPUT_INVALID', says: 'the conditions of a template may have 16384 characters in all' },
    ],
    [
      'characters of conditions, once its arguments are filled in',
      startOf(
        scriptedTemplate(
          metricsOf(10).map((metric) => ({ ...metric, successCondition: 'result < {{args.limit}}' })),
          { args: [{ name: 'limit' }] },
        ),
        { args: { limit: '9'.repeat(5_000) } },
      ),
      { code: 'TEMPLATE_INVALID', says: 'the run would have 50090 characters in its conditions; 16384 are the most' },
    ],
    [
      'characters of metrics, once its arguments are filled in',
      startOf(
        scriptedTemplate(
          metricsOf(100).map((metric) => ({
            ...metric,
            provider: { plugin: { scripted: { query: '{{args.query}}' } } },
          })),
          { args: [{ name: 'query' }] },
        ),
        { args: { query: 'x'.repeat(6_000) } },
      ),
      { code: 'TEMPLATE_INVALID', says: 'characters in its metrics; 262144 are the most' },
    ],
    [
      'measurements that are kept',
      startOf(scriptedTemplate(metricsOf(3), { measurementRetention: [{ metricName: 'm[12]', limit: 1_000 }] })),
      {
        code: 'TEMPLATE_INVALID',
        says: 'the run would have 2010 measurements in its status at once; 2000 are the most',
      },
    ],
    [
      'errors that quote its conditions',
      startOf(
        scriptedTemplate([{ ...fine, successCondition: `"${'x'.repeat(10_000)}" == ""` }], {
          measurementRetention: [{ metricName: '.*', limit: 500 }],
        }),
      ),
      { code: 'TEMPLATE_INVALID', says: 'characters of conditions in its status when all looks are errors' },
    ],
    [
      'rules to be compared with names',
      startOf(
        scriptedTemplate(
          metricsOf(100).map((metric) => ({ ...metric, name: metric.name.padStart(100, 'x') })),
          { dryRun: [{ metricName: '[ab]*a[abc]{300}d|x' }] },
        ),
      ),
      {
        code: 'TEMPLATE_INVALID',
        says: 'parts of rules for dry runs and retention, times the characters of its names',
      },
    ],
    [
      'parts of regular expressions',
      startOf(scriptedTemplate([{ ...fine, successCondition: `"a" matches "${'x{1000}'.repeat(40)}"` }])),
      { code: 'INPUT_INVALID', says: 'expression too large' },
    ],
    [
      'parts of regular expressions, once its arguments are filled in',
      startOf(
        scriptedTemplate([{ ...fine, successCondition: '"a" matches "{{args.pattern}}"' }], {
          args: [{ name: 'pattern' }],
        }),
        { args: { pattern: 'y{1000}'.repeat(40) } },
      ),
      { code: 'CONDITION_INVALID', says: 'expression too large' },
    ],
    [
      'characters of its template',
      startOf(scriptedTemplate([fine], { args: [{ name: 'note', value: 'x'.repeat(65_536) }] })),
      { code: 'INPUT_INVALID', says: 'template: is too large: 65' },
    ],
  ])('for too many %s', async (_what, request, { code, says }) => {
    await expect(start(request)).rejects.toMatchObject({ code, message: expect.stringContaining(says) });
    expect(replica.load()).toMatchObject({ live: 0, starting: 0 });
  });

  it('for templates that are too large together', async () => {
    const wide = (next: string) =>
      scriptedTemplate([fine], {
        args: [{ name: 'note', value: 'x'.repeat(60_000) }],
        templates: next === '' ? [] : [{ templateName: next }],
      });
    for (const [name, next] of [
      ['e', ''],
      ['d', 'e'],
      ['c', 'd'],
    ] as const)
      await store('team', name, wide(next));
    await store('team', 'b', wide('c'));
    await store('team', 'a', wide('b'));
    await expect(start(stored('a'))).rejects.toMatchObject({
      code: 'TEMPLATE_INVALID',
      message: 'the run would be made of templates with more than 262144 characters in all',
    });
  });

  it('for a callback that the egress policy does not let pass', async () => {
    const strict = gate.replica({ checkCallback: () => Promise.reject(new Fault('EGRESS_DENIED', 'denied')) });
    const callback = { url: 'http://169.254.169.254/', on: ['verdict'] as const };
    const started = strict.runs.start('team', startOf(scriptedTemplate([fine]), { callback }), ALICE);
    await expect(gate.clock.until(started)).rejects.toMatchObject({ code: 'EGRESS_DENIED' });
  });
});

describe('a start', () => {
  it('takes what is not refused: a guard, and one with a time limit where somebody waits', async () => {
    const endless = scriptedTemplate([{ name: 'errors', interval: '60s' }]);
    await start(startOf(endless));
    await start(startOf(endless, { mayBeEndless: false, timeout: '5m' }));
    expect(replica.load().live).toBe(2);
  });

  it('gathers stored templates of the namespace and the cluster, however they lead to each other', async () => {
    const leadingTo = (name: string, templateName: string, clusterScope: boolean) =>
      scriptedTemplate([{ ...fine, name }], { templates: [{ templateName, clusterScope }] });
    await store('team', 'a', leadingTo('of a', 'b', true));
    await store(CLUSTER_SCOPE, 'b', leadingTo('of b', 'c', false));
    await store('team', 'c', scriptedTemplate([{ ...fine, name: 'of c' }]));
    await store('other', 'c', scriptedTemplate([{ ...fine, name: 'of another namespace' }]));
    const { run } = await start(stored('a'));
    expect(run.wish.spec.metrics.map(({ name }) => name)).toEqual(['of a', 'of c', 'of b']);
    expect(run.wish.source).toEqual(['a']);
    expect(run.name).toBe(`a-${run.id.slice(0, 5)}`);
    expect(run.wish.documents).toHaveLength(3);
  });

  it('takes a stored template as it is now, however often it was read before', async () => {
    await store('team', 'a', scriptedTemplate([fine]));
    await start(stored('a'));
    await gate.store.templates.put(
      {
        scope: 'team',
        name: 'a',
        document: { ...scriptedTemplate([{ ...fine, name: 'new' }]), metadata: { name: 'a' } },
      },
      { kind: 'any' },
      T0,
    );
    const { run } = await start(stored('a'));
    expect(run.wish.spec.metrics.map(({ name }) => name)).toEqual(['new']);
  });

  it('fills in arguments and keeps who asked, labels and the trace', async () => {
    const request = startOf(asking, { args: { service: 'checkout' }, labels: { team: 'shop' } });
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const { run } = await gate.clock.until(replica.runs.start('team', request, { ...ALICE, traceparent }));
    expect(run).toMatchObject({
      labels: { team: 'shop' },
      wish: { spec: { args: [{ value: 'checkout' }] }, traceparent },
    });
    await gate.ended(run);
    expect(gate.backend.asked[0]).toBe('errors of checkout 1');
    const [created] = await gate.store.history.since(0, {}, 1);
    expect(created).toMatchObject({ kind: 'created', body: { by: 'alice' } });
  });
});

describe('an idempotency key', () => {
  const request = startOf(scriptedTemplate([fine]), { labels: { a: '1', b: '2' } });

  it('gives the run that it started before, also when the members stand in another order', async () => {
    const { run } = await start(request, 'k');
    const again = await start({ ...request, labels: { b: '2', a: '1' } }, 'k');
    expect(again).toMatchObject({ isNew: false, run: { id: run.id } });
    expect(replica.load().live).toBe(1);
  });

  it('starts one run however many ask at once', async () => {
    const asked = Array.from({ length: 20 }, () => replica.runs.start('team', request, ALICE, 'k'));
    const started = await gate.clock.until(Promise.all(asked));
    expect(new Set(started.map(({ run }) => run.id)).size).toBe(1);
    expect(started.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(replica.load().live).toBe(1);
  });

  it('is refused for something else, and for a run that was deleted since', async () => {
    const { run } = await start(request, 'k');
    await expect(start({ ...request, timeout: '5m' }, 'k')).rejects.toMatchObject({ code: 'KEY_REUSED' });
    await gate.ended(run);
    await replica.runs.delete('team', run.id, ALICE);
    await expect(start(request, 'k')).rejects.toMatchObject({ code: 'KEY_REUSED' });
  });

  it('gives its run when the template was deleted since, and is of no help to a start that never was', async () => {
    await store('team', 'a', scriptedTemplate([fine]));
    const { run } = await start(stored('a'), 'k');
    await gate.store.templates.delete('team', 'a', { kind: 'any' });
    expect(await start(stored('a'), 'k')).toMatchObject({ isNew: false, run: { id: run.id } });
    await expect(start(stored('a'), 'new')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(start(stored('b'), 'k')).rejects.toMatchObject({ code: 'KEY_REUSED' });
    await gate.ended(run);
    await replica.runs.delete('team', run.id, ALICE);
    await expect(start(stored('a'), 'k')).rejects.toMatchObject({ code: 'KEY_REUSED' });
  });

  it('is that of a namespace', async () => {
    await start(request, 'k');
    const other = await gate.clock.until(replica.runs.start('other', request, ALICE, 'k'));
    expect(other.isNew).toBe(true);
  });
});

describe('what a replica carries', () => {
  it('10,000 starts at once are each carried out or refused as busy, and none is lost', async () => {
    const request = startOf(scriptedTemplate([fine]));
    const asked = Array.from({ length: 10_000 }, () => replica.runs.start('team', request, ALICE));
    const outcomes = await gate.clock.until(Promise.allSettled(asked));
    const started = outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value.run.id] : []));
    const refused = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(started.length).toBeGreaterThan(500);
    expect(new Set(refused.map(({ code, details }) => `${code} ${details.retryAfterSeconds}`))).toEqual(
      new Set(['BUSY 1']),
    );
    expect((await gate.store.runs.count()).live).toBe(started.length);
    expect(replica.load().live).toBe(started.length);
    expect(replica.measures.counts['refused queue']).toBe(refused.length);
  });

  it('is limited in runs that go on', async () => {
    const small = gate.replica({ limits: { liveRuns: 3 } });
    const request = startOf(scriptedTemplate([fine]));
    const asked = Array.from({ length: 5 }, () => small.runs.start('team', request, ALICE));
    const outcomes = await gate.clock.until(Promise.allSettled(asked));
    expect(outcomes.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'fulfilled',
      'rejected',
      'rejected',
    ]);
    expect(outcomes[4]).toMatchObject({ reason: { code: 'BUSY', details: { retryAfterSeconds: 5 } } });
  });

  it('is not all of one namespace, nor by trying again what has ended', async () => {
    const shared = gate.replica({ limits: { liveRuns: 10, runsPerNamespace: 2 } });
    const once = startOf(scriptedTemplate([{ name: 'errors', successCondition: 'result < 5' }]));
    const ended = await gate.clock.until(shared.runs.start('team', once, ALICE));
    await gate.ended(ended.run);
    const startOne = (namespace: string) =>
      gate.clock.until(shared.runs.start(namespace, startOf(scriptedTemplate([fine])), ALICE));
    await startOne('team');
    await startOne('team');
    const busy = { code: 'BUSY', message: expect.stringContaining('2 runs of namespace "team"') };
    await expect(startOne('team')).rejects.toMatchObject(busy);
    await expect(shared.runs.retry('team', ended.run.id, ALICE)).rejects.toMatchObject(busy);
    await startOne('other');
    expect(shared.load()).toMatchObject({ live: 3, starting: 0 });
    await gate.clock.run((gate.clock.now() + 600_000) as typeof T0);
    await expect(shared.runs.retry('team', ended.run.id, ALICE)).resolves.toMatchObject({ attempt: 2 });
  });

  it('leaves places to start to other namespaces while one starts as much as it can', async () => {
    const request = startOf(scriptedTemplate([fine]));
    const many = Array.from({ length: 3_000 }, () => replica.runs.start('team', request, ALICE));
    const other = replica.runs.start('other', request, ALICE);
    const [first, ...outcomes] = await gate.clock.until(Promise.allSettled([other, ...many]));
    expect(first?.status).toBe('fulfilled');
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1_000);
  });

  it('is limited in starts a second', async () => {
    const slow = gate.replica({ limits: { liveRuns: 100, startsPerSecond: 2 } });
    const request = startOf(scriptedTemplate([fine]));
    const startAll = (count: number) =>
      gate.clock.until(
        Promise.allSettled(Array.from({ length: count }, () => slow.runs.start('team', request, ALICE))),
      );
    const statuses = (outcomes: readonly PromiseSettledResult<unknown>[]) => outcomes.map(({ status }) => status);
    expect(statuses(await startAll(3))).toEqual(['fulfilled', 'fulfilled', 'rejected']);
    await gate.clock.run((gate.clock.now() + 500) as typeof T0);
    expect(statuses(await startAll(2))).toEqual(['fulfilled', 'rejected']);
  });

  it('is nothing any more once it is stopped', async () => {
    await gate.clock.until(replica.stop());
    await expect(start(startOf(scriptedTemplate([fine])))).rejects.toMatchObject({ code: 'BUSY' });
  });
});
