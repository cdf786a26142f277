import type { Instant } from '../../core/instant.ts';
import { newVersion, type Seen } from './seen.ts';

/** How a release has gone so far, gathered from every sight of it. */
export interface Course {
  readonly version: string;
  readonly startedAt: Instant;
  readonly last: Seen;
  /** When it was first seen to be through, or taken back; absent before. */
  readonly endedAt?: Instant;
  /** Of the Rollout's steps; 0 where it has none. */
  readonly stepsDone: number;
  /** The most of the requests that it had, in percent. */
  readonly mostTraffic: number;
}

/** The course at the moment at which a version is set. */
export function beginCourse(version: string, seen: Seen): Course {
  return { version, startedAt: seen.at, last: seen, stepsDone: 0, mostTraffic: 0 };
}

/** The course with one more sight. */
export function goOn(course: Course, seen: Seen): Course {
  const { version, startedAt, stepsDone, mostTraffic } = course;
  // What is seen still belongs to the release before.
  if (newVersion(seen.info) !== version) return { ...course, last: seen };
  const done = seen.info.status === 'Healthy' ? seen.info.steps.length : (seen.step ?? 0);
  const hasEnded = seen.info.status === 'Healthy' || seen.info.status === 'Degraded';
  const endedAt = course.endedAt ?? (hasEnded ? seen.at : undefined);
  return {
    version,
    startedAt,
    last: seen,
    ...(endedAt !== undefined && { endedAt }),
    stepsDone: Math.max(stepsDone, done),
    mostTraffic: Math.max(mostTraffic, seen.traffic.get(version) ?? 0),
  };
}
