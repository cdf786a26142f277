import { Broken, type Course, play } from './driver.ts';
import type { Scenario } from './scenario.ts';

/** Plays a scenario, with and without its faults. Gives what is wrong, in its smallest form and with its trace; undefined if nothing is. */
export function failureOf(scenario: Scenario): string | undefined {
  const found = problemOf(scenario);
  if (found === undefined) return undefined;
  const small = shrunk(scenario);
  const { message, trace } = problemOf(small) ?? found;
  const { seed, pace, spec, routesBy, happenings, faults } = small;
  const head = { seed, pace, routesBy, spec, deeds: happenings.map(({ after, deed }) => [after, deed]), faults };
  return [`seed ${seed}: ${message}`, JSON.stringify(head), ...trace.slice(-80)].join('\n');
}

interface Problem {
  readonly message: string;
  readonly trace: readonly string[];
}

function problemOf(scenario: Scenario): Problem | undefined {
  try {
    const course = play(scenario);
    const calm =
      scenario.faults.length === 0 || scenario.pace === 'hasty' ? undefined : play({ ...scenario, faults: [] });
    return calm === undefined ? undefined : differenceOf(calm, course);
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
function shrunk(scenario: Scenario): Scenario {
  for (let last = scenario; ; ) {
    const smaller = candidates(last).find((candidate) => problemOf(candidate) !== undefined);
    if (smaller === undefined) return last;
    last = smaller;
  }
}

function candidates(scenario: Scenario): readonly Scenario[] {
  const { faults, happenings } = scenario;
  return [
    ...faults.map((_, place) => ({ ...scenario, faults: faults.toSpliced(place, 1) })),
    ...happenings.map((_, place) => ({ ...scenario, happenings: happenings.toSpliced(place, 1) })),
  ];
}
