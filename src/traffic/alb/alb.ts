import { Fault } from '../../core/fault.ts';
import { Fields } from '../../rollout/reading/fields.ts';
import { backendsOf, ingressRef } from '../ingress.ts';
import type { Route } from '../route.ts';
import type { HeaderRoute, Manifest, Router, Split, Task } from '../router.ts';
import { actionKey, conditionKey, forwardAction, headerConditions, targetsOf } from './action.ts';
import { type Claim, claimed, MANAGED_ANNOTATIONS } from './managed-annotations.ts';
import { leadsTo, withoutPathsTo, withPathsInOrder, withPathTo } from './paths.ts';
import { albSettings, targetServicesOf } from './settings.ts';

/**
 * The AWS Load Balancer Controller: annotations on the user's own Ingresses say which target groups share the traffic. A header route
 * is an action with a condition, and a path of its own in every rule.
 *
 * @see traffic.md §5
 */
export const alb: Router = { name: 'alb', setWeight, setHeaderRoute, removeManagedRoutes };

function setWeight(route: Route, split: Split): readonly Task[] {
  const settings = albSettings(route);
  const { rootService } = settings;
  const key = actionKey(settings, rootService);
  return tasks(route, {
    said: `to desiredWeight '${split.weight}'`,
    change(ingress) {
      if (!leadsTo(ingress, rootService, backendsOf(route))) {
        throw new Fault('TRAFFIC_INVALID', `ingress does not have service \`${rootService}\` in rules`, {
          service: rootService,
        });
      }
      const annotations = { [key]: forwardAction(targetsOf(route, split), settings) };
      return annotated(ingress, annotations, { rollout: route.rollout.name, kind: 'add', keys: [key] });
    },
  });
}

function setHeaderRoute(route: Route, header: HeaderRoute): readonly Task[] {
  const { name, match } = header;
  if (match.length === 0) {
    // The other routes keep their order.
    return tasks(route, {
      said: saidOf(header),
      change: (ingress) => sorted(withoutRoutes(ingress, route, [name]), route),
    });
  }
  const settings = albSettings(route);
  const backends = backendsOf(route);
  const [action, condition] = [actionKey(settings, name), conditionKey(settings, name)];
  return tasks(route, {
    said: saidOf(header),
    change(ingress) {
      const target = { service: targetServicesOf(route).canary, weight: 100 };
      const annotations = { [action]: forwardAction([target], settings), [condition]: headerConditions(match) };
      const claim = { rollout: route.rollout.name, kind: 'add', keys: [action, condition] } as const;
      const routed = annotated(ingress, annotations, claim);
      return sorted(leadsTo(routed, name, backends) ? routed : withPathTo(routed, name, backends), route);
    },
  });
}

const saidOf = ({ name }: HeaderRoute): string => `to headerRoute '${name}'`;

function removeManagedRoutes(route: Route): readonly Task[] {
  if (route.managedRoutes.length === 0) return [];
  return tasks(route, {
    said: 'removing managed routes',
    change: (ingress) => withoutRoutes(ingress, route, route.managedRoutes),
  });
}

interface Change {
  /** How the event ends. */
  readonly said: string;
  readonly change: (ingress: Manifest) => Manifest;
}

/** One for each Ingress: what is right already does not keep the others from being written. */
function tasks(route: Route, { said, change }: Change): readonly Task[] {
  return albSettings(route).ingresses.map((name): Task => {
    const ref = ingressRef(route, name);
    return {
      needs: [{ ref, through: 'cache', whenMissing: 'fault', failed: (reason) => reason }],
      decide: ([ingress = {}]) => ({
        kind: 'patch',
        ref,
        from: ingress,
        to: change(ingress),
        // Rules and claims are written as a whole, and are others' too.
        isShared: true,
        event: {
          told: 'before',
          type: 'Normal',
          reason: 'PatchingALBIngress',
          message: `Updating Ingress \`${name}\` ${said}`,
        },
        failed: (reason) => `error patching alb ingress \`${name}\`: ${reason}`,
      }),
    };
  });
}

function withoutRoutes(ingress: Manifest, route: Route, names: readonly string[]): Manifest {
  const settings = albSettings(route);
  const keys = names.flatMap((name) => [actionKey(settings, name), conditionKey(settings, name)]);
  const gone = Object.fromEntries(keys.map((key) => [key, undefined]));
  const rest = annotated(ingress, gone, { rollout: route.rollout.name, kind: 'remove', keys });
  return withoutPathsTo(rest, names, backendsOf(route));
}

function sorted(ingress: Manifest, route: Route): Manifest {
  return withPathsInOrder(ingress, route.managedRoutes, backendsOf(route));
}

/** The Ingress with these annotations, without those that are undefined, and with the claim. */
function annotated(
  ingress: Manifest,
  changes: Readonly<Record<string, string | undefined>>,
  claim: Omit<Claim, 'ingress'>,
): Manifest {
  const metadata = new Fields(ingress).object('metadata') ?? {};
  const before = new Fields(metadata).object('annotations') ?? {};
  const managed = claimed(new Fields(before).text(MANAGED_ANNOTATIONS), {
    ...claim,
    ingress: new Fields(metadata).text('name'),
  });
  const after = Object.entries({ ...before, ...changes, [MANAGED_ANNOTATIONS]: managed });
  const annotations = Object.fromEntries(after.filter(([, value]) => value !== undefined));
  return { ...ingress, metadata: { ...metadata, annotations } };
}
