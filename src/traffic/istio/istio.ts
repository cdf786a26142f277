import { Fault } from '../../core/fault.ts';
import type { Route } from '../route.ts';
import type {
  Decision,
  Hashes,
  HeaderRoute,
  Manifest,
  MirrorRoute,
  Need,
  ObjectRef,
  Router,
  Split,
  Task,
} from '../router.ts';
import { within } from './fault-within.ts';
import { httpList, withoutRoutes } from './managed-routes.ts';
import { type RouteTarget, withHeaderRoute, withMirrorRoute } from './set-routes.ts';
import { withWeights } from './set-weight.ts';
import { destinationRuleOf, type VirtualServiceSettings, virtualServicesOf } from './settings.ts';
import { ruleHost, withHashes } from './subsets.ts';
import { unready } from './unready.ts';
import { rawRoutes } from './virtual-service.ts';

/**
 * Istio: weights, header and mirror routes in the user's VirtualServices, and pod hashes in the subsets of a DestinationRule.
 *
 * @see traffic.md §6
 */
export const istio: Router = {
  name: 'istio',
  setWeight,
  updateHash,
  setHeaderRoute,
  setMirrorRoute,
  removeManagedRoutes,
};

const asItIs = (reason: string): string => reason;

function setWeight(route: Route, split: Split): readonly Task[] {
  return virtualServicesOf(route).map((settings) => ({
    needs: [virtualService(settings.ref, asItIs)],
    decide: ([from = {}]) =>
      update(
        settings.ref,
        { from, to: withWeights(from, route, settings, split) },
        `set to desiredWeight '${split.weight}'`,
      ),
  }));
}

function setHeaderRoute(route: Route, header: HeaderRoute): readonly Task[] {
  return virtualServicesOf(route).map((settings) => {
    const words = '[SetHeaderRoute] failed to reconcile header routes: ';
    return {
      needs: [
        virtualService(settings.ref, (reason) => `[SetHeaderRoute] failed to get istio virtual service: ${reason}`),
        ...ruleNeeds(route, words),
      ],
      decide: ([from = {}, rule]) => {
        const to = within(words, () => withHeaderRoute(from, header, targetOf(route, settings, rule)));
        return update(
          settings.ref,
          { from, to },
          `set headerRoute '${header.name}'`,
          (reason) => `[SetHeaderRoute] failed to update routes: ${reason}`,
        );
      },
    };
  });
}

function setMirrorRoute(route: Route, mirror: MirrorRoute): readonly Task[] {
  return virtualServicesOf(route).map((settings) => {
    const words =
      '[SetMirrorRoute] failed reconcile virtual service for mirror routes: [reconcileVirtualServiceMirrorRoutes] ';
    const ruleWords = `${words}failed to get destination rule host: `;
    return {
      needs: [
        virtualService(settings.ref, (reason) => `[SetMirrorRoute] failed to get virtual service: ${reason}`),
        ...ruleNeeds(route, ruleWords),
      ],
      decide: ([from = {}, rule]) => {
        const target = within(ruleWords, () => targetOf(route, settings, rule));
        const to = within(words, () => withMirrorRoute(from, mirror, target));
        return update(
          settings.ref,
          { from, to },
          `set mirrorRoute '${mirror.name}'`,
          (reason) => `[SetMirrorRoute] failed to update virtual service ${reason}`,
        );
      },
    };
  });
}

function targetOf(route: Route, settings: VirtualServiceSettings, rule: Manifest | undefined): RouteTarget {
  return { route, settings, ruleHost: rule === undefined ? '' : ruleHost(rule) };
}

function removeManagedRoutes(route: Route): readonly Task[] {
  const names = [...route.stepRoutes, ...route.managedRoutes];
  return virtualServicesOf(route).map((settings) => ({
    needs: [
      {
        ...virtualService(settings.ref, (reason) => `[RemoveManagedRoutes] failed to get virtual service: ${reason}`),
        whenMissing: 'skip',
      },
    ],
    decide: ([from = {}]) => {
      // Only HTTP routes can be managed: without any there is nothing to remove.
      if (rawRoutes(from, 'http') === undefined) return { kind: 'keep' };
      httpList(from, '[RemoveManagedRoutes] failed to get http routes from virtual service: ');
      if (names.length === 0) return { kind: 'keep' };
      const to = within(SPLITTING, () => withoutRoutes(from, names));
      return update(
        settings.ref,
        { from, to },
        'removed all managed routes.',
        (reason) => `[RemoveManagedRoutes] failed to update kubernetes virtual service: ${reason}`,
      );
    },
  }));
}

const SPLITTING = [
  '[RemoveManagedRoutes] failed to split managed and non-managed routes: ',
  '[splitManagedRoutesAndNonManagedRoutes] failed to unmarsharl http route interface: ',
].join('');

function updateHash(route: Route, hashes: Hashes): readonly Task[] {
  const late = unready(route, hashes);
  if (late !== undefined) return [tooEarly(late.name)];
  const settings = destinationRuleOf(route);
  if (settings === undefined) return [];
  const { ref, canarySubset, stableSubset } = settings;
  const hashesTold = `${canarySubset}: ${hashes.canary}, ${stableSubset}: ${hashes.stable}`;
  return [
    {
      needs: [destinationRule(ref, asItIs)],
      decide: ([from = {}]) => ({
        kind: 'replace',
        ref,
        from,
        to: withHashes(from, route, settings, hashes),
        event: {
          told: 'after',
          type: 'Normal',
          reason: 'UpdatedDestinationRule',
          message: `DestinationRule ${ref.name} subset updated (${hashesTold})`,
        },
        failed: asItIs,
      }),
    },
  ];
}

function tooEarly(replicaSet: string): Task {
  return {
    needs: [],
    decide() {
      const text = `delaying destination rule switch: ReplicaSet ${replicaSet} not fully available`;
      throw new Fault('TRAFFIC_NOT_READY', text, { replicaSet });
    },
  };
}

function virtualService(ref: ObjectRef, failed: Need['failed']): Need {
  const message = `VirtualService \`${ref.name}\` not found`;
  const missing = { type: 'Warning', reason: 'VirtualServiceNotFound', message } as const;
  return { ref, through: 'client', whenMissing: 'fault', missing, failed };
}

function destinationRule(ref: ObjectRef, failed: Need['failed']): Need {
  const message = `DestinationRule \`${ref.name}\` not found`;
  const missing = { type: 'Warning', reason: 'DestinationRuleNotFound', message } as const;
  return { ref, through: 'client', whenMissing: 'fault', missing, failed };
}

function ruleNeeds(route: Route, words: string): readonly Need[] {
  const rule = destinationRuleOf(route);
  return rule === undefined ? [] : [destinationRule(rule.ref, (reason) => words + reason)];
}

function update(
  ref: ObjectRef,
  { from, to }: { readonly from: Manifest; readonly to: Manifest },
  done: string,
  failed: Need['failed'] = asItIs,
): Decision {
  const message = `VirtualService \`${ref.name}\` ${done}`;
  return {
    kind: 'replace',
    ref,
    from,
    to,
    event: { told: 'after', type: 'Normal', reason: 'Updated VirtualService', message },
    failed,
  };
}
