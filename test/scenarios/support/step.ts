import { textOf } from '../../../src/core/fault.ts';
import { textIn } from '../../../src/core/json-members.ts';
import { clientPhase } from '../../../src/rollout/phase/client-phase.ts';
import { within } from './within.ts';
import type { World } from './world.ts';

/** Something that somebody does. */
export interface Deed {
  readonly says: string;
  readonly act: (world: World) => Promise<void>;
}

/** Something that is to be seen, sooner or later. */
export interface Check {
  readonly says: string;
  /** What is there instead; undefined when it holds. */
  readonly missing: (world: World) => string | undefined;
  /** How long it has to hold; from the moment that it is looked at. Absent: it has to come true once. */
  readonly holdsForMs?: number;
}

export type Step = Deed | Check;

/** How long something may take to come true; no scenario needs more on a machine that is ten times as slow. */
export const LIMIT_MS = 90_000;

/**
 * Takes a step.
 *
 * @throws Error that says what was awaited, what is there instead and how the Rollout stands
 */
export async function take(step: Step, world: World): Promise<void> {
  if ('act' in step) {
    world.mark();
    return step.act(world);
  }
  return step.holdsForMs === undefined ? comesTrue(step, world) : holds(step, step.holdsForMs, world);
}

async function comesTrue({ says, missing }: Check, world: World): Promise<void> {
  await within(LIMIT_MS, world.stage.clock, async (over) => {
    for (;;) {
      const instead = missingIn(world, missing);
      if (instead === undefined) return;
      if (over.aborted) throw new Error(`${says}: not within ${LIMIT_MS / 1000} s; ${instead}\n${situation(world)}`);
      await world.stage.watched.nextChange(world.namespace, over);
    }
  });
}

async function holds({ says, missing }: Check, holdsForMs: number, world: World): Promise<void> {
  await within(holdsForMs, world.stage.clock, async (over) => {
    do {
      const instead = missingIn(world, missing);
      if (instead !== undefined) throw new Error(`${says}: did not hold; ${instead}\n${situation(world)}`);
      await world.stage.watched.nextChange(world.namespace, over);
    } while (!over.aborted);
  });
}

function missingIn(world: World, missing: Check['missing']): string | undefined {
  try {
    return missing(world);
  } catch (error) {
    return textOf(error);
  }
}

/** The Rollout, its pods and the last events, for whoever reads why a scenario failed. */
function situation(world: World): string {
  if (world.rolloutName === '') return `(namespace ${world.namespace})`;
  const { rollout } = world;
  const { phase, message } = clientPhase(rollout, false);
  const { currentStepIndex, conditions } = rollout.status;
  const sets = world.owned('replicaSets').map((set) => {
    const { metadata, spec } = set as { metadata: Record<string, never>; spec: Record<string, never> };
    return `  ${metadata['name']} ${JSON.stringify(metadata['annotations'])} spec ${spec['replicas']}, pods ${world.podsOf(set).length}`;
  });
  const events = world
    .objects('events')
    .map((event) => `  ${textIn(event, 'reason')}: ${textIn(event, 'message')} (${Number(event['count'] ?? 1)})`);
  return [
    `(namespace ${world.namespace}, phase ${phase} "${message}", step ${currentStepIndex})`,
    ...conditions.map(({ type, status, reason, message }) => `  ${type}=${status} ${reason}: ${message}`),
    ...sets,
    ...events,
  ].join('\n');
}
