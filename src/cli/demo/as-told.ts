import type { Course } from './course.ts';
import type { Seen } from './seen.ts';
import type { Ending } from './story/story.ts';

/** Whether nothing more is to come of a release: it is through, or it was taken back, and the pods that are not needed any more are gone. */
export function isOver({ version, last }: Course): boolean {
  const { info, traffic, runs } = last;
  const part = traffic.get(version) ?? 0;
  const isSettled = (info.status === 'Healthy' && part === 100) || (info.status === 'Degraded' && part === 0);
  const running = info.replicaSets.filter(({ pods }) => pods.length > 0);
  return isSettled && runs.every((run) => run.isOver) && running.every(({ stable }) => stable);
}

/**
 * What went otherwise than the story has it; empty when all went as told.
 *
 * @param course  of a release that is over, or that was not over in time
 */
export function otherThanTold(course: Course, ending: Ending): readonly string[] {
  const { version, last } = course;
  const verdicts = runsOf(last, version).map(({ explanation }) => explanation.verdict);
  const wanted: readonly (readonly [isSo: boolean, text: string])[] =
    ending === 'released'
      ? [
          [last.info.status === 'Healthy', `the Rollout should be Healthy and is ${last.info.status}`],
          [last.traffic.get(version) === 100, `${version} should have all of the traffic`],
          [verdicts.includes('pass'), 'the gate should have passed it'],
          [verdicts.every(isNoFault), 'no analysis should have stood against it'],
        ]
      : [
          [last.info.status === 'Degraded', `the Rollout should be Degraded and is ${last.info.status}`],
          [course.mostTraffic > 0, `${version} should have had some of the traffic`],
          [(last.traffic.get(version) ?? 0) === 0, `${version} should have no traffic any more`],
          [verdicts.includes('fail'), 'the gate should have failed it'],
        ];
  const wrong = wanted.filter(([isSo]) => !isSo).map(([, text]) => text);
  return isOver(course) ? wrong : [...wrong, 'it did not come to its end in time'];
}

/** The runs that looked at a version. */
export function runsOf({ runs }: Seen, version: string): Seen['runs'] {
  return runs.filter((run) => run.version === version);
}

/** A background analysis that ends with its release has come to no verdict, and need not. */
function isNoFault(verdict: string): boolean {
  return verdict === 'pass' || verdict === 'notEvaluated';
}
