import type { Instant, Millis } from '../../core/instant.ts';
import { millisOf } from '../../core/instant.ts';

/** The users' requests in a time during which nothing changed. */
export interface Load {
  readonly from: Instant;
  readonly to: Instant;
  /** One a version that had requests. */
  readonly parts: readonly LoadPart[];
}

export interface LoadPart {
  readonly version: string;
  readonly perSecond: number;
  /** Share of them that was answered with an error, 0 to 1. */
  readonly errors: number;
}

/** To be asked for beyond a moment, so that what has just begun is in the answer. */
export const SHORTEST: Millis = millisOf(1);

/** What a version meant for the users. */
export interface Impact {
  /** All requests of the time. With a fraction, because they are worked out. */
  readonly requests: number;
  /** Those that the version had. */
  readonly had: number;
  /** Those of them that failed. */
  readonly failed: number;
  /** When more of them began to fail than the gate allows. */
  readonly breachAt?: Instant;
  /** From then until it had no requests any more; absent while it has some. */
  readonly untilZero?: Millis;
}

/** The parts of the requests by version, in whole percent. A version without any may be missing. */
export function trafficIn({ parts }: Pick<Load, 'parts'>): ReadonlyMap<string, number> {
  const all = sum(parts.map(({ perSecond }) => perSecond));
  return new Map(parts.map(({ version, perSecond }) => [version, all === 0 ? 0 : Math.round((100 * perSecond) / all)]));
}

/**
 * What a version meant for the users.
 *
 * @param loads    one after the other
 * @param allowed  share of failed requests that the gate allows, 0 to 1
 */
export function impactOf(version: string, loads: readonly Load[], allowed: number): Impact {
  const ofIt = loads.flatMap((load) =>
    load.parts.filter((part) => part.version === version).map((part) => ({ ...part, load })),
  );
  const breach = ofIt.find(({ errors, perSecond }) => errors > allowed && perSecond > 0)?.load.from;
  const end = ofIt.findLast(({ perSecond }) => perSecond > 0)?.load;
  const isBack = end !== undefined && end !== loads.at(-1);
  return {
    requests: sum(loads.flatMap((load) => load.parts.map((part) => part.perSecond * secondsOf(load)))),
    had: sum(ofIt.map(({ perSecond, load }) => perSecond * secondsOf(load))),
    failed: sum(ofIt.map(({ perSecond, errors, load }) => perSecond * errors * secondsOf(load))),
    ...(breach !== undefined && { breachAt: breach }),
    ...(breach !== undefined && isBack && { untilZero: millisOf(end.to - breach) }),
  };
}

function secondsOf({ from, to }: Load): number {
  return (to - from) / 1000;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
