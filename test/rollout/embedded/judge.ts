import { Broken } from '../model/driver.ts';
import type { Scenario } from '../model/scenario.ts';
import { type Course, play } from './driver.ts';

/** Plays a scenario, with and without its faults. Gives what is wrong, in its smallest form and with its trace; undefined if nothing is. */
export async function failureOf(scenario: Scenario): Promise<string | undefined> {
  const found = await problemOf(scenario);
  if (found === undefined) return undefined;
  const small = await shrunk(scenario);
  const { message, trace } = (await problemOf(small)) ?? found;
  const { seed, pace, spec, happenings, faults } = small;
  const head = { seed, pace, spec, deeds: happenings.map(({ after, deed }) => [after, deed]), faults };
  return [`seed ${seed}: ${message}`, JSON.stringify(head), ...trace.slice(-80)].join('\n');
}

interface Problem {
  readonly message: string;
  readonly trace: readonly string[];
}

async function problemOf(scenario: Scenario): Promise<Problem | undefined> {
  try {
    const course = await play(scenario);
    if (scenario.faults.length === 0 || scenario.pace === 'hasty') return undefined;
    return differenceOf(await play({ ...scenario, faults: [] }), course);
  } catch (thrown) {
    if (thrown instanceof Broken) return thrown;
    throw thrown;
  }
}

function differenceOf(calm: Course, course: Course): Problem | undefined {
  const place = calm.rests.findIndex((rest, place) => course.rests[place] !== rest);
  if (place < 0) return undefined;
  const message = `it ends otherwise than without faults:\n  ${calm.rests[place]}\n  ${course.rests[place]}`;
  return { message, trace: course.trace };
}

/** Leaves out happenings and faults, as long as the same is still wrong. */
async function shrunk(scenario: Scenario): Promise<Scenario> {
  for (const candidate of candidates(scenario)) {
    if ((await problemOf(candidate)) !== undefined) return shrunk(candidate);
  }
  return scenario;
}

/** Scenarios with one thing less. */
function candidates(scenario: Scenario): readonly Scenario[] {
  const { faults, happenings } = scenario;
  return [
    ...faults.map((_, place) => ({ ...scenario, faults: faults.toSpliced(place, 1) })),
    ...happenings.map((_, place) => ({ ...scenario, happenings: happenings.toSpliced(place, 1) })),
  ];
}
