import type { JsonObject } from '../../../../src/core/json.ts';
import { listIn, objectIn, textIn, textsIn } from '../../../../src/core/json-members.ts';
import { HASH_LABEL } from '../../../../src/rollout/hash-label.ts';
import type { Check } from '../step.ts';
import type { World } from '../world.ts';
import { templateStatuses } from './experiments.ts';
import { sameOr, type Which } from './pods.ts';

/** The weights that the status says, and the revisions that have them. */
export function weights(wanted: {
  readonly canary: readonly [which: Which, weight: number];
  readonly stable: readonly [which: Which, weight: number];
}): Check {
  return {
    says: `weights ${JSON.stringify(wanted)}`,
    missing: (world) => {
      const { canary, stable } = world.rollout.status.canary.weights ?? {};
      return sameOr(
        {
          canary: [world.hash(wanted.canary[0]), wanted.canary[1]],
          stable: [world.hash(wanted.stable[0]), wanted.stable[1]],
        },
        { canary: [canary?.podTemplateHash, canary?.weight], stable: [stable?.podTemplateHash, stable?.weight] },
      );
    },
  };
}

/** A route of the VirtualService `web`: its protocol, where it stands (first: 0) and the weights of its destinations. */
export interface RouteWanted {
  readonly protocol?: 'http' | 'tls';
  readonly at?: number;
  readonly name?: string;
  /** By host, or by subset where the route names subsets. */
  readonly weights: Readonly<Record<string, number>>;
  readonly mirrors?: number;
}

/** Where the VirtualService `web` sends requests. */
export function routes(...wanted: readonly RouteWanted[]): Check {
  return {
    says: `routes ${JSON.stringify(wanted)}`,
    missing: (world) => {
      const spec = objectIn(world.object('virtualServices', 'web'), 'spec');
      for (const route of wanted) {
        const instead = routeMissing(route, listIn(spec, route.protocol ?? 'http')[route.at ?? 0]);
        if (instead !== undefined) return `${instead} in ${JSON.stringify(spec)}`;
      }
      return undefined;
    },
  };
}

function routeMissing({ name, weights: wanted, mirrors }: RouteWanted, route: JsonObject = {}): string | undefined {
  const seen = listIn(route, 'route').map((one): [string, number] => {
    const destination = objectIn(one, 'destination');
    // A destination that is alone needs no weight.
    return [textIn(destination, 'subset') || textIn(destination, 'host'), Number(one['weight'] ?? 100)];
  });
  const nameSeen = name === undefined ? {} : { name: textIn(route, 'name') };
  const mirrorSeen = mirrors === undefined ? {} : { mirrors: objectIn(route, 'mirrorPercentage')['value'] };
  return sameOr(
    {
      weights: sorted(Object.entries(wanted)),
      ...(name !== undefined && { name }),
      ...(mirrors !== undefined && { mirrors }),
    },
    { weights: sorted(seen), ...nameSeen, ...mirrorSeen },
  );
}

const sorted = (entries: readonly [string, number][]): readonly [string, number][] =>
  entries.toSorted(([a], [b]) => a.localeCompare(b));

/** How many HTTP routes the VirtualService `web` has. */
export function httpRoutes(count: number): Check {
  return {
    says: `${count} HTTP routes`,
    missing: (world) => {
      const seen = listIn(objectIn(world.object('virtualServices', 'web'), 'spec'), 'http');
      return seen.length === count ? undefined : `there are ${JSON.stringify(seen)}`;
    },
  };
}

/** The VirtualService `web` sends a fifth of the requests to the Experiment of the step, and the rest as given. */
export function toExperiment(stable: string, stableWeight: number, canary: string, canaryWeight: number): Check {
  return {
    says: `a fifth of the requests go to the experiment, ${stableWeight} to stable`,
    missing: (world) => {
      const service = textIn(templateStatuses(world)[0], 'serviceName');
      const third = listIn(firstRoute(world), 'route')[2];
      if (service === '' || textIn(objectIn(third, 'destination'), 'host') !== service) {
        return `service "${service}", route ${JSON.stringify(firstRoute(world))}`;
      }
      const subset = textIn(objectIn(third, 'destination'), 'subset');
      const weights = { [stable]: stableWeight, [canary]: canaryWeight, [subset || service]: 20 };
      return routeMissing({ weights }, firstRoute(world));
    },
  };
}

const firstRoute = (world: World): JsonObject | undefined =>
  listIn(objectIn(world.object('virtualServices', 'web'), 'spec'), 'http')[0];

/** The revisions that the subsets of the DestinationRule `web` select, in order; null: none in particular. */
export function subsets(...wanted: readonly (Which | 'experiment' | null)[]): Check {
  return {
    says: `subsets ${JSON.stringify(wanted)}`,
    missing: (world) => {
      const hashes = wanted.map((which) =>
        which === 'experiment' ? textIn(templateStatuses(world)[0], 'podTemplateHash') : which && world.hash(which),
      );
      return sameOr({ subsets: hashes }, { subsets: hashesOfSubsets(world) });
    },
  };
}

function hashesOfSubsets(world: World): readonly (string | null)[] {
  const rule = objectIn(world.object('destinationRules', 'web'), 'spec');
  return listIn(rule, 'subsets').map((subset) => textsIn(subset, 'labels')[HASH_LABEL] ?? null);
}

/** Whether the DestinationRule `web` says that a Rollout manages it. */
export function isRuleManaged(wanted: boolean): Check {
  return {
    says: wanted ? 'the rule is managed' : 'nobody manages the rule',
    missing: (world) => {
      const rule = world.object('destinationRules', 'web');
      const isManaged = MANAGED_BY in textsIn(objectIn(rule, 'metadata'), 'annotations');
      return rule !== undefined && isManaged === wanted ? undefined : `it is ${JSON.stringify(rule)}`;
    },
  };
}

const MANAGED_BY = 'argo-rollouts.argoproj.io/managed-by-rollouts';
