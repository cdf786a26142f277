import { textOf } from '../../../src/core/fault.ts';
import { openNamespace } from './namespaces.ts';
import { type Check, type Deed, type Step, take } from './step.ts';
import { type Stage, World } from './world.ts';

/** What somebody does to a Rollout and what is to be seen of it, in the order in which it is told. */
export interface Scenario {
  readonly title: string;
  readonly steps: readonly Step[];
  given(...deeds: readonly Deed[]): Scenario;
  when(...steps: readonly Step[]): Scenario;
  /** What is to come true, one after the other; each is waited for. */
  expect(...checks: readonly Check[]): Scenario;
}

/** Begins a scenario. */
export function scenario(title: string): Scenario {
  return withSteps(title, []);
}

function withSteps(title: string, steps: readonly Step[]): Scenario {
  const and = (more: readonly Step[]): Scenario => withSteps(title, [...steps, ...more]);
  return {
    title,
    steps,
    given: (...deeds) => and(deeds),
    when: (...more) => and(more),
    expect: (...checks) => and(checks),
  };
}

/** Scenarios about one subject. */
export interface Chapter {
  readonly name: string;
  /** By where each comes from: the upstream test of that name, or what else asks for it. */
  readonly scenarios: Readonly<Record<string, Scenario>>;
}

/** Plays a scenario. @throws Error of the first step that fails, with the steps before it */
export async function play({ steps }: Scenario, stage: Stage): Promise<void> {
  if (stage.onlyNamespace !== undefined) return playIn(new World(stage, stage.onlyNamespace), steps);
  const namespace = await openNamespace(stage.cluster, stage.newId());
  try {
    await playIn(new World(stage, namespace.name), steps);
  } finally {
    await namespace.close();
  }
}

async function playIn(world: World, steps: readonly Step[]): Promise<void> {
  const taken: string[] = [];
  for (const step of steps) {
    taken.push(step.says);
    await take(step, world).catch((error: unknown) => {
      const said = world.stage.linesAbout(world.namespace).join('\n');
      throw new Error(`after ${taken.join(', ')}: ${textOf(error)}\n${said}`, { cause: error });
    });
  }
}
