import { type Clock, waitUntil } from '../core/clock.ts';
import { Fault, isFault } from '../core/fault.ts';
import { growingPause } from '../core/growing-pause.ts';
import { after } from '../core/instant.ts';
import type { Jobs, Unavailable } from '../providers/job/jobs.ts';

export interface GuardedJobsDeps {
  /** Whether this process may write at this moment. */
  readonly mayWrite: () => boolean;
  /** One that does not jump. */
  readonly clock: Clock;
}

const PAUSE = { firstMs: 200, longestMs: 10_000 };

/**
 * Jobs for a process that may lose its lease: nothing is created or deleted while it may not write; whoever asks for that waits, and
 * clean-ups are put off (Fault LEASE_LOST).
 *
 * In the cluster of the runs an API that does not answer tells nothing about what is measured, so that it is no error of the measurement:
 * it is asked until it answers. Jobs of another cluster are a backend like any other, whose errors count.
 */
export function guardedJobs(jobs: Jobs, deps: GuardedJobsDeps): Jobs {
  const insist = <T extends object>(ask: () => Promise<T | Unavailable>, signal: AbortSignal) =>
    jobs.holdsRuns ? answered(ask, signal, deps) : ask();
  return {
    holdsRuns: jobs.holdsRuns,
    create: (job, signal) => insist(() => onceAllowed(() => jobs.create(job, signal), signal, deps), signal),
    get: (ref, signal) => insist(() => jobs.get(ref, signal), signal),
    async delete(ref, signal) {
      const remove = async (): Promise<object> => {
        await jobs.delete(ref, signal);
        return {};
      };
      await insist(() => onceAllowed(remove, signal, deps), signal);
    },
    list(namespace, label, signal) {
      if (deps.mayWrite()) return jobs.list(namespace, label, signal);
      return Promise.reject(leaseLost());
    },
    pods: (job, signal) => jobs.pods(job, signal),
  };
}

/** Writes as soon as this process may. The lease may also be lost while the write waits for its turn: it was not sent then. */
async function onceAllowed<T>(write: () => Promise<T>, signal: AbortSignal, deps: GuardedJobsDeps): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      if (deps.mayWrite()) return await write();
    } catch (thrown) {
      if (!isFault(thrown, 'LEASE_LOST')) throw thrown;
    }
    if (signal.aborted) throw leaseLost();
    await pause(tries, signal, deps);
  }
}

/** The answer to a question, asked until there is one or nobody waits for it any more. */
async function answered<T extends object>(
  ask: () => Promise<T | Unavailable>,
  signal: AbortSignal,
  deps: GuardedJobsDeps,
): Promise<T | Unavailable> {
  for (let tries = 1; ; tries += 1) {
    const came = await ask().catch(silence);
    const isSilent = 'kind' in came && came.kind === 'unavailable';
    if (!isSilent || signal.aborted) return came;
    await pause(tries, signal, deps);
  }
}

function silence(thrown: unknown): Unavailable {
  if (!isFault(thrown, 'CLUSTER_UNREACHABLE')) throw thrown;
  return { kind: 'unavailable', message: thrown.message };
}

function pause(tries: number, signal: AbortSignal, { clock }: GuardedJobsDeps): Promise<void> {
  return waitUntil(clock, after(clock.now(), growingPause(tries, PAUSE)), signal);
}

function leaseLost(): Fault {
  return new Fault('LEASE_LOST', 'no Job is created or deleted, for this process does not hold the lease');
}
