import type { Clock } from '../../core/clock.ts';
import { waitUntil } from '../../core/clock.ts';
import { after, type Millis } from '../../core/instant.ts';
import type { Cluster } from '../cluster.ts';
import { Election, type ElectionOptions } from '../lease/election.ts';
import { keyOf } from '../metadata.ts';
import type { Log } from './log.ts';
import { seldom } from './seldom.ts';
import type { RunningControllers } from './start-controllers.ts';

/** The lease that decides who acts, and as whom this process tries for it. */
export type LeaseWanted = Pick<ElectionOptions, 'lease' | 'identity' | 'times'>;

export interface LeadOptions {
  /** Absent: this process acts without asking for a lease. */
  readonly lease?: LeaseWanted;
  readonly cluster: Cluster;
  /** One that does not jump. */
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  /** Starts the controllers; called once at most, when this process leads for the first time. */
  readonly start: () => RunningControllers;
}

/** A process that acts while it leads. */
export interface Lead {
  /** The fence: whether this process may write at this moment. */
  mayWrite(): boolean;
  /** The controllers, once they were started; they rest while this process does not lead. */
  running(): RunningControllers | undefined;
  /** Ends the controllers, with their writes in hand. Nothing is begun afterwards. */
  stopControllers(within: Millis): Promise<void>;
  /** Writes nothing from now on and gives the lease back. Never rejects. */
  giveBack(within: Millis): Promise<void>;
}

/**
 * Acts while this process holds the lease. When the lease is lost the controllers rest: nothing is written, but what they know and
 * measured is kept, so that they go on where they were when it is won again (decision 0024).
 */
export function lead(options: LeadOptions): Lead {
  const { lease, clock, start } = options;
  let running: RunningControllers | undefined;
  let isOver = false;
  const goOn = (): void => {
    if (isOver) return;
    if (running === undefined) running = start();
    else running.resume();
  };
  const election = lease && elect(lease, options, (isLeading) => (isLeading ? goOn() : running?.pause()));
  if (election === undefined) goOn();
  let hasGivenBack = false;
  return {
    mayWrite: () => !hasGivenBack && (election === undefined || election.isLeading()),
    running: () => running,
    async stopControllers(within) {
      isOver = true;
      await running?.stop(within);
    },
    async giveBack(within) {
      hasGivenBack = true;
      const done = new AbortController();
      const given = (election?.stop() ?? Promise.resolve()).then(() => done.abort());
      await Promise.race([given, waitUntil(clock, after(clock.now(), within), done.signal)]);
    },
  };
}

function elect(
  { lease, identity, times }: LeaseWanted,
  { cluster, clock, random, log }: LeadOptions,
  onChange: (isLeading: boolean) => void,
): Election {
  const name = keyOf(lease);
  log.info('waiting for the lease', { lease: name, identity });
  const trouble = seldom(clock, (message) =>
    log.warn(`the lease ${name} cannot be had now, it is tried for again: ${message}`, { lease: name }),
  );
  return new Election({
    lease,
    identity,
    times,
    cluster,
    clock,
    random,
    onTrouble: trouble,
    onChange(isLeading) {
      if (isLeading) log.info('leading: this process holds the lease', { lease: name, identity });
      else log.warn('leading no more: nothing is written until the lease is won again', { lease: name, identity });
      onChange(isLeading);
    },
  });
}
