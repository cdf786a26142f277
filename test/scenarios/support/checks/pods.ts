import type { JsonObject } from '../../../../src/core/json.ts';
import { objectIn, textsIn } from '../../../../src/core/json-members.ts';
import { DEADLINE } from '../../../../src/rollout/replica-sets/annotation-keys.ts';
import type { Check } from '../step.ts';
import type { World } from '../world.ts';

/** `canary`, `stable`, or `r` and the number of a revision. */
export type Which = 'canary' | 'stable' | `r${number}`;

/** So many pods, those that are about to go not counted. */
export function pods(wanted: Readonly<Partial<Record<Which, number>>>): Check {
  return ofEach('pods', wanted, (set, world) => world.podsOf(set).length);
}

/** So many pods are asked for. */
export function sized(wanted: Readonly<Partial<Record<Which, number>>>): Check {
  return ofEach('size', wanted, (set) => objectIn(set, 'spec')['replicas'] as number);
}

/** Whether a ReplicaSet is to be scaled down at a moment that is set. */
export function deadline(wanted: Readonly<Partial<Record<Which, boolean>>>): Check {
  return ofEach('deadline', wanted, (set) => DEADLINE in textsIn(objectIn(set, 'metadata'), 'annotations'));
}

function ofEach<Value>(
  says: string,
  wanted: Readonly<Partial<Record<Which, Value>>>,
  read: (set: JsonObject, world: World) => Value,
): Check {
  return {
    says: `${says} ${JSON.stringify(wanted)}`,
    missing: (world) => {
      const seen = Object.keys(wanted).map((which): [string, Value | undefined] => {
        const set = world.replicaSet(which);
        return [which, set && read(set, world)];
      });
      return sameOr(wanted, Object.fromEntries(seen));
    },
  };
}

/** What the Rollout's status counts, as `kubectl get rollout` shows it. */
export function counts(desired: number, current: number, updated: number, ready: number, available: number): Check {
  const wanted = { desired, current, updated, ready, available };
  return {
    says: `counts ${JSON.stringify(wanted)}`,
    missing: ({ rollout: { spec, status } }) =>
      sameOr(wanted, {
        desired: spec.replicas,
        current: status.replicas,
        updated: status.updatedReplicas,
        ready: status.readyReplicas,
        available: status.availableReplicas,
      }),
  };
}

/** So many pods exist, in all revisions. */
export function current(count: number): Check {
  return {
    says: `${count} pods in all`,
    missing: ({ rollout: { status } }) => (status.replicas === count ? undefined : `${status.replicas} pods`),
  };
}

/** So many pods are available, in all revisions. */
export function available(count: number): Check {
  return {
    says: `${count} pods available`,
    missing: ({ rollout: { status } }) =>
      status.availableReplicas === count ? undefined : `${status.availableReplicas} pods available`,
  };
}

/** Every pod of a revision has these labels; undefined: not that one. */
export function podLabels(which: Which, labels: Readonly<Record<string, string | undefined>>): Check {
  return {
    says: `pods of ${which} have ${JSON.stringify(labels)}`,
    missing: (world) => {
      const set = world.replicaSet(which);
      const seen =
        set === undefined ? [] : world.podsOf(set).map((pod) => textsIn(objectIn(pod, 'metadata'), 'labels'));
      const isAll = seen.every((one) => Object.entries(labels).every(([name, value]) => one[name] === value));
      return isAll && seen.length > 0 ? undefined : `they have ${JSON.stringify(seen)}`;
    },
  };
}

/** What the spec of every pod of the newest revision says. */
export function everyPod(says: string, holds: (spec: JsonObject) => boolean): Check {
  return {
    says: `every pod ${says}`,
    missing: (world) => {
      const specs = world.podsOf(world.replicaSet('canary') ?? {}).map((pod) => objectIn(pod, 'spec'));
      return specs.length > 0 && specs.every(holds) ? undefined : `their specs are ${JSON.stringify(specs)}`;
    },
  };
}

/** The size of the Deployment that the Rollout takes its pods from. */
export function workloadSize(replicas: number): Check {
  return {
    says: `the workload has ${replicas} replicas`,
    missing: (world) => {
      const seen = objectIn(world.object('deployments', 'web'), 'spec')['replicas'];
      return seen === replicas ? undefined : `it has ${JSON.stringify(seen)}`;
    },
  };
}

/** Undefined when both say the same. */
export function sameOr(wanted: object, seen: object): string | undefined {
  return Object.entries(wanted).every(
    ([name, value]) => JSON.stringify(value) === JSON.stringify((seen as Record<string, unknown>)[name]),
  )
    ? undefined
    : `it is ${JSON.stringify(seen)}`;
}
