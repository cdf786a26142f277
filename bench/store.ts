import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { Clock } from '../src/core/clock.ts';
import { instantOf, millisOf } from '../src/core/instant.ts';
import type { JsonObject } from '../src/core/json.ts';
import { openPostgres } from '../src/service/store/postgres/open-postgres.ts';
import { BLANK_STAND, type Hold, type Stand } from '../src/service/store/rows.ts';
import { openSqlite } from '../src/service/store/sqlite/open-sqlite.ts';
import type { NewRun, RunWrite, Store } from '../src/service/store/store.ts';
import { postgresBinaries, startPostgres } from '../test/support/postgres.ts';
import { temporaryFolder } from '../test/support/temporary-folder.ts';
import type { Figure } from './figure.ts';

const RUNS = 20_000;
const METRICS = 5;
const MEASUREMENTS_KEPT = 10;
/** Steps that are written together, as they come within a few hundredths of a second at full load. */
const BATCH = 64;
const STEPS = 20_000;
const READS = 2000;
/** Of 20,000 runs with 5 metrics each minute. */
const STEPS_A_SECOND = 1667;

const clock: Clock = {
  now: () => instantOf(Date.now()),
  alarm: (moment, ring) => {
    const timer = setTimeout(ring, moment - Date.now());
    return () => clearTimeout(timer);
  },
};

/** What the store costs: starting runs, writing steps, reading. Both stores have their disk take each commit. */
export async function storeBench(): Promise<readonly Figure[]> {
  const folder = temporaryFolder();
  const sqlite = await openSqlite({ folder: folder.path, clock });
  const figures = await figuresOf('SQLite', sqlite, () => 0);
  await sqlite.close();
  folder.remove();
  const binaries = postgresBinaries('is measured as a store');
  if (binaries === undefined) return figures;
  const server = await startPostgres(binaries, {
    fsync: 'on',
    full_page_writes: 'on',
    autovacuum: 'on',
    shared_buffers: '256MB',
  });
  try {
    const postgres = await openPostgres({ url: server.url, clock });
    const more = await figuresOf('PostgreSQL', postgres, () => cpuOfServer(server.folder));
    await postgres.close();
    return [...figures, ...more];
  } finally {
    await server.stop();
  }
}

async function figuresOf(name: string, store: Store, serverCpu: () => number): Promise<readonly Figure[]> {
  await store.replicas.beat('bench', millisOf(3_600_000));
  const holds: Hold[] = [];
  const starts = await measured(serverCpu, async () => {
    for (let made = 0; made < RUNS; made += BATCH) {
      const some = Array.from({ length: Math.min(BATCH, RUNS - made) }, (_, index) => newRun(made + index));
      for (const created of await store.runs.create(some, 'bench', clock.now())) {
        if (created.kind === 'created') holds.push(created.hold);
      }
    }
  });
  let step = 0;
  let longest = 0;
  const steps = await measured(serverCpu, async () => {
    while (step < STEPS) {
      const writes = Array.from({ length: BATCH }, (_, index) => write(holds, step + index));
      const began = performance.now();
      const lost = await store.runs.record(writes);
      longest = Math.max(longest, performance.now() - began);
      if (lost.size > 0) throw new Error('a hold was lost');
      step += BATCH;
    }
  });
  const gets = await measured(serverCpu, async () => {
    for (const [index, { id }] of holds.slice(0, READS).entries()) await store.runs.get(namespaceOf(index), id);
  });
  const claims = await measured(serverCpu, async () => {
    for (let index = 0; index < 20; index += 1) await store.runs.claim('bench', 100, randomUUID());
  });
  const share = (100 * (steps.own + steps.server) * STEPS_A_SECOND) / STEPS / 1000;
  const own = (100 * steps.own * STEPS_A_SECOND) / STEPS / 1000;
  return [
    { name: `${name}: runs started, ${BATCH} together`, value: (1000 * RUNS) / starts.wall, unit: 'runs/s' },
    { name: `${name}: CPU of a start`, value: (1000 * starts.own) / RUNS, unit: 'us' },
    { name: `${name}: steps written, ${BATCH} together`, value: (1000 * STEPS) / steps.wall, unit: 'steps/s' },
    { name: `${name}: CPU of a step`, value: (1000 * steps.own) / STEPS, unit: 'us' },
    { name: `${name}: CPU of a step, on the server`, value: (1000 * steps.server) / STEPS, unit: 'us' },
    { name: `${name}: of one core at ${STEPS_A_SECOND} steps/s, in this process`, value: own, unit: '%' },
    { name: `${name}: of one core at ${STEPS_A_SECOND} steps/s, server included`, value: share, unit: '%' },
    { name: `${name}: longest batch`, value: longest, unit: 'ms' },
    { name: `${name}: runs read, one by one`, value: (1000 * READS) / gets.wall, unit: 'runs/s' },
    { name: `${name}: looking for runs to claim among ${RUNS}`, value: claims.wall / 20, unit: 'ms' },
  ];
}

interface Cost {
  readonly wall: number;
  readonly own: number;
  readonly server: number;
}

/** In milliseconds. */
async function measured(serverCpu: () => number, work: () => Promise<void>): Promise<Cost> {
  const [began, cpu, server] = [performance.now(), process.cpuUsage(), serverCpu()];
  await work();
  const { user, system } = process.cpuUsage(cpu);
  return { wall: performance.now() - began, own: (user + system) / 1000, server: serverCpu() - server };
}

const TICK_MS = 10;

/** Of all processes of a PostgreSQL, whose data they have as their working folder. */
function cpuOfServer(folder: string): number {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/u.test(name));
  return pids.reduce((sum, pid) => sum + cpuOf(pid, folder), 0);
}

function cpuOf(pid: string, folder: string): number {
  try {
    const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    const [, rest = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
    const fields = rest.split(' ');
    const isServer = line.startsWith('postgres:') || line.includes(folder);
    return isServer ? TICK_MS * [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at]), 0) : 0;
  } catch {
    return 0; // It has ended meanwhile.
  }
}

const STARTED = clock.now();
const DOCUMENT: JsonObject = {
  kind: 'AnalysisTemplate',
  spec: { metrics: Array.from({ length: METRICS }, (_, index) => metric(index)) },
};

function metric(index: number): JsonObject {
  return {
    name: `metric-${index}`,
    interval: '60s',
    successCondition: 'result[0] < 0.05',
    failureLimit: 3,
    provider: {
      prometheus: {
        address: 'http://prometheus:9090',
        query: `sum(rate(errors{service="checkout",n="${index}"}[5m]))`,
      },
    },
  };
}

function namespaceOf(index: number): string {
  return `team-${index % 20}`;
}

function newRun(index: number): NewRun {
  return {
    run: {
      id: randomUUID(),
      namespace: namespaceOf(index),
      name: `checkout-${index}`,
      labels: { service: 'checkout', version: `v${index}` },
      wish: { source: ['checkout'], documents: [DOCUMENT], spec: { metrics: [] } },
      attempt: 1,
      stand: BLANK_STAND,
      createdAt: STARTED,
      isTerminating: false,
    },
    body: { by: 'token ci' },
    idempotency: { key: randomUUID(), fingerprint: 'f'.repeat(64) },
  };
}

function write(holds: readonly Hold[], step: number): RunWrite {
  const hold = holds[step % holds.length];
  if (hold === undefined) throw new Error('there is no run');
  const number = Math.floor(step / holds.length);
  return {
    hold,
    attempt: 1,
    stand: stand(step),
    dueAt: clock.now(),
    entries: [{ number, kind: 'step', at: clock.now(), body: body(step) }],
    callbacks: [],
  };
}

function stand(step: number): Stand {
  const measurements = Array.from({ length: MEASUREMENTS_KEPT }, (_, index) => ({
    phase: 'Successful',
    value: `[0.0${step + index}]`,
    startedAt: '2026-03-01T10:00:00.250Z',
    finishedAt: '2026-03-01T10:00:00.260Z',
  }));
  const results = Array.from({ length: METRICS }, (_, index) => ({
    name: `metric-${index}`,
    phase: 'Running',
    count: step,
    successful: step,
    measurements,
  }));
  const exchange = { method: 'GET', url: 'http://prometheus:9090/api/v1/query?query=up', status: 200, ms: 12 };
  return {
    status: { phase: 'Running', startedAt: '2026-03-01T10:00:00.250Z', metricResults: results },
    memory: Object.fromEntries(results.map(({ name }) => [name, { value: { list: [step] }, exchange }])),
    explanation: {
      verdict: 'pass',
      phase: 'Running',
      sentence: `all of ${step} are well`,
      metrics: results.map(({ name }) => ({
        name,
        phase: 'Running',
        sentence: `${name} is well`,
        limits: [{ limit: 'failureLimit', had: 0, allowed: 3, isHit: false }],
      })),
    },
    verdict: null,
    phase: 'Running',
    startedAt: STARTED,
  };
}

function body(step: number): JsonObject {
  return {
    at: '2026-03-01T10:00:00.260Z',
    looks: [
      {
        metric: 'metric-0',
        value: { list: [step] },
        phase: 'Successful',
        exchange: {
          method: 'GET',
          url: 'http://prometheus:9090/api/v1/query?query=up',
          status: 200,
          ms: 12,
          body: 'x'.repeat(300),
        },
      },
    ],
  };
}
