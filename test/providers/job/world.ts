import { randomUUID } from 'node:crypto';
import { type Instant, instantOf } from '../../../src/core/instant.ts';
import type { Json } from '../../../src/core/json.ts';
import type { Reading } from '../../../src/core/reading.ts';
import { jobProvider } from '../../../src/providers/job/job.ts';
import type { JobConfig } from '../../../src/providers/job/job-config.ts';
import type { Jobs } from '../../../src/providers/job/jobs.ts';
import type { InFlight, Provider, Scope, UnderWay } from '../../../src/providers/provider.ts';
import { JobsInMemory } from '../../support/jobs-in-memory.ts';

/** Where Jobs run: a cluster, real or in memory, and its time. */
export interface World {
  readonly jobs: Jobs;
  readonly namespace: string;
  readonly otherNamespace: string;
  now(): Instant;
  /** Resolves at `moment`; at once for one that has passed. */
  waitUntil(moment: Instant): Promise<void>;
}

/** A world that is not there, whose time goes on when somebody waits. */
export function worldInMemory({ holdsRuns = false } = {}): World & { moveTo(moment: Instant): void } {
  let now = instantOf(Date.UTC(2026, 2, 1, 10));
  const namespaces = { namespace: 'shop', otherNamespace: 'jobs' };
  return {
    jobs: new JobsInMemory(() => now, Object.values(namespaces), holdsRuns),
    ...namespaces,
    now: () => now,
    async waitUntil(moment) {
      // A look takes a moment, even in memory.
      now = instantOf(Math.max(now + 1, moment));
    },
    moveTo(moment) {
      now = moment;
    },
  };
}

/** One metric of one run, measured by a Job, as the runner would. */
export interface MeasuredByJob {
  readonly runUid: string;
  measure(number?: number): Promise<Pending>;
  resume(started: Pending): Promise<Reading>;
  /** Looks again whenever the provider asked for it, until the Job has judged. */
  finish(started: Pending): Promise<Judged>;
  terminate(started: Pending): Promise<Reading>;
  collect(keep: number): Promise<void>;
}

export type Judged = Extract<Reading, { kind: 'judged' }>;
/** A Job under way, and when its measurement began. */
export type Pending = Extract<Reading, { kind: 'pending' }> & UnderWay;

export interface Given {
  readonly metric?: string;
  /** Another metric of the same run. */
  readonly runUid?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Stands in for the world's Jobs. */
  readonly jobs?: Jobs;
  /** Told which kubeconfig is asked for, each time. */
  readonly opened?: (kubeconfig: string | undefined) => void;
}

/** Jobs that differ in some members from others. */
export function overriding(jobs: Jobs, members: Partial<Jobs>): Jobs {
  return {
    holdsRuns: jobs.holdsRuns,
    create: (job, signal) => jobs.create(job, signal),
    get: (ref, signal) => jobs.get(ref, signal),
    delete: (ref, signal) => jobs.delete(ref, signal),
    list: (namespace, label, signal) => jobs.list(namespace, label, signal),
    pods: (job, signal) => jobs.pods(job, signal),
    ...members,
  };
}

/** What a shell line does as a Job: `exit 0`, `sleep 600`. */
export function jobRunning(line: string, image = 'busybox'): Json {
  const container = { name: 'main', image, command: ['sh', '-c', line] };
  return { spec: { backoffLimit: 0, template: { spec: { restartPolicy: 'Never', containers: [container] } } } };
}

/** A metric that runs `job` in a world. */
export function measured(world: World, job: Json, given: Given = {}): MeasuredByJob {
  const provider: Provider<JobConfig> = jobProvider(async (kubeconfig) => {
    given.opened?.(kubeconfig);
    return given.jobs ?? world.jobs;
  });
  const runUid = given.runUid ?? randomUUID();
  const scopeOf = (number: number): Scope => scopeIn(world, runUid, given, number);
  const inFlight = requireInFlight(provider);
  const config = async (): Promise<JobConfig> => provider.parse(job, scopeOf(1));
  const resume = async (started: Pending): Promise<Reading> => inFlight.resume(await config(), scopeOf(1), started);
  return {
    runUid,
    resume,
    async measure(number = 1) {
      const startedAt = world.now();
      const reading = await provider.measure(await config(), scopeOf(number));
      if (reading.kind !== 'pending') throw new Error(`a Job is never finished at once, but is ${reading.kind}`);
      return { ...reading, startedAt, metadata: reading.metadata ?? {} };
    },
    async finish(started) {
      let reading: Reading = started;
      while (reading.kind === 'pending') {
        await world.waitUntil(reading.resumeAt ?? world.now());
        reading = await resume(started);
      }
      if (reading.kind !== 'judged') throw new Error(`a Job judges, but the reading is a ${reading.kind}`);
      return reading;
    },
    terminate: async (started) => inFlight.terminate(await config(), scopeOf(1), started),
    collect: async (keep) => inFlight.collect?.(await config(), scopeOf(1), keep),
  };
}

function requireInFlight(provider: Provider<JobConfig>): InFlight<JobConfig> {
  if (!provider.inFlight) throw new Error('the Job provider has measurements in flight');
  return provider.inFlight;
}

function scopeIn(world: World, runUid: string, { metric = 'smoke', env = {} }: Given, number: number): Scope {
  return {
    env: (name) => env[name],
    secret: async () => undefined,
    namespace: world.namespace,
    run: { name: 'checkout', namespace: world.namespace, uid: runUid },
    metric: { name: metric, interval: '', number },
    now: world.now(),
    signal: new AbortController().signal,
    http: {
      send() {
        throw new Error('a Job asks the cluster and nobody else');
      },
    },
  };
}
