import { answering, type Behaviour } from '../../../simulator/workload/behaviour.ts';

const WELL = answering({ errors: 0.002, medianS: 0.04, p99S: 0.2 });
const OVERLOADED = answering({ errors: 0.25, medianS: 0.09, p99S: 0.8 });

/** Versions that do not bear all of the requests, and how much of them they do, 0 to 1. */
const BEARS: ReadonlyMap<string, number> = new Map([['v3', 0.3]]);

/**
 * How a version of the shop answers. Every one does well, but `v3` only with a small part of the users' requests.
 *
 * @param share  of the users' requests that it has, 0 to 1
 */
export function behaviourOfVersion(version: string, share: number): Behaviour {
  return share > (BEARS.get(version) ?? 1) ? OVERLOADED : WELL;
}
