import type { JsonObject } from '../../../core/json.ts';
import type { ExperimentEvent } from '../../../rollout/experiment/event.ts';
import { readExperiment } from '../../../rollout/experiment/read-experiment.ts';
import { nameOf, nameOfKey } from '../../metadata.ts';
import type { Controller, Synced } from '../controller.ts';
import type { Parts } from '../parts.ts';
import { tellEvent } from '../tell-event.ts';
import { decideAndAct } from './decide-and-act.ts';
import { experimentsConcerned } from './experiments-concerned.ts';
import { gather } from './gather.ts';

export interface ExperimentControllerOptions {
  /** How many Experiments are worked on at a time, at most. */
  readonly workers: number;
}

/** Brings Experiments to their end: gathers what is there, lets the plan decide, and carries it out. @see rollout.md §18 */
export function experimentController(parts: Parts, { workers }: ExperimentControllerOptions): Controller {
  return {
    name: 'Experiments',
    workers,
    concerns: (kind, change) => experimentsConcerned(kind, change, parts.caches),
    sync: (key) => sync(key, parts),
  };
}

async function sync(key: string, parts: Parts): Promise<Synced> {
  const object = parts.caches.experiments.get(nameOfKey(key));
  if (object === undefined) return {};
  const experiment = readExperiment(object);
  if (experiment.isDeleted) return {};
  const observed = await gather(experiment, parts);
  const ended = await decideAndAct({ object, experiment, now: parts.clock.now() }, observed, parts.writer);
  if (ended.kind === 'stale') return { again: true };
  // What is gone is about to be told by the watches, and that is looked at.
  if (ended.kind === 'gone') return {};
  for (const event of ended.events) tell(event, object, parts);
  return ended.wakeAt === undefined ? {} : { wakeAt: ended.wakeAt };
}

/** A Rollout hears of its Experiment as long as it is there. */
function tell(event: ExperimentEvent, experiment: JsonObject, parts: Parts): void {
  const { rolloutName } = event;
  const about =
    rolloutName === undefined
      ? experiment
      : parts.caches.rollouts.get({ namespace: nameOf(experiment).namespace, name: rolloutName });
  if (about !== undefined) tellEvent(parts, about, event);
}
