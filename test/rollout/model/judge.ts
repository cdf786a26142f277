import { Broken, type Course } from './course.ts';
import type { Scenario } from './scenario.ts';

/** Plays a scenario on some cluster. @throws Broken at what must never be */
export type Play = (scenario: Scenario) => Course | Promise<Course>;

/** Plays a scenario, with and without its faults. Gives what is wrong, in its smallest form and with its trace; undefined if nothing is. */
export async function failureOf(scenario: Scenario, play: Play): Promise<string | undefined> {
  const found = await problemOf(scenario, play);
  if (found === undefined) return undefined;
  const small = await shrunk(scenario, play);
  const { message, trace } = (await problemOf(small, play)) ?? found;
  const { seed, pace, spec, routesBy, happenings, faults } = small;
  const head = { seed, pace, routesBy, spec, deeds: happenings.map(({ after, deed }) => [after, deed]), faults };
  return [`seed ${seed}: ${message}`, JSON.stringify(head), ...trace.slice(-80)].join('\n');
}

interface Problem {
  readonly message: string;
  readonly trace: readonly string[];
}

async function problemOf(scenario: Scenario, play: Play): Promise<Problem | undefined> {
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

/** Leaves out happenings and faults, as long as something is still wrong. */
async function shrunk(scenario: Scenario, play: Play): Promise<Scenario> {
  for (const candidate of candidates(scenario)) {
    if ((await problemOf(candidate, play)) !== undefined) return shrunk(candidate, play);
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
