import { Fault } from '../../core/fault.ts';
import { marshalJson } from '../../core/go/json.ts';
import type { Route } from '../route.ts';
import type { HeaderRoute, Split } from '../router.ts';
import { type AlbSettings, targetServicesOf } from './settings.ts';

/** A service that gets a share of the traffic. */
export interface Target {
  readonly service: string;
  readonly weight: number;
}

/** The annotation that says what is done with the requests for a service. */
export function actionKey({ annotationPrefix }: AlbSettings, service: string): string {
  return `${annotationPrefix}/actions.${service}`;
}

/** The annotation that says for which requests an action is meant. */
export function conditionKey({ annotationPrefix }: AlbSettings, service: string): string {
  return `${annotationPrefix}/conditions.${service}`;
}

/** More than this a target group cannot weigh. */
const LARGEST_WEIGHT = 999;

/**
 * The target groups of a split, in upstream's order: canary, experiments, stable. Weights count to `maxTrafficWeight`, or to what a
 * target group takes at most; stable has what is left.
 */
export function targetsOf(route: Route, { weight, additional }: Split): readonly Target[] {
  const { canary, stable } = targetServicesOf(route);
  const { maxTrafficWeight: whole = 100 } = route;
  const total = Math.min(whole, LARGEST_WEIGHT);
  const shared = [
    { service: canary, weight },
    ...additional.map(({ serviceName, weight }) => ({ service: serviceName, weight })),
  ].map((target) => ({ ...target, weight: Math.round((target.weight * total) / whole) }));
  const given = shared.reduce((sum, { weight }) => sum + weight, 0);
  return [...shared, { service: stable, weight: Math.max(0, total - given) }];
}

const LONGEST_STAY = 604_800;

/**
 * The value of an action: forward to these target groups. Written as upstream writes it, so that a Rollout which changes hands changes nothing.
 *
 * @throws Fault TRAFFIC_INVALID when clients are to stay shorter or longer than AWS allows
 * @see traffic.md §5
 */
export function forwardAction(targets: readonly Target[], { servicePort, stickySeconds }: AlbSettings): string {
  if (stickySeconds !== undefined && (stickySeconds < 1 || stickySeconds > LONGEST_STAY)) {
    throw new Fault(
      'TRAFFIC_INVALID',
      "TargetGroupStickinessConfig's duration must be between 1 and 604800 seconds (7 days)!",
      { durationSeconds: stickySeconds },
    );
  }
  // The order of members is upstream's. Names of services hold nothing that Go would escape.
  return JSON.stringify({
    Type: 'forward',
    ForwardConfig: {
      TargetGroups: targets.map(({ service, weight }) => ({
        ServiceName: service,
        ServicePort: servicePort,
        Weight: weight,
      })),
      ...(stickySeconds !== undefined && {
        TargetGroupStickinessConfig: { Enabled: true, DurationSeconds: stickySeconds },
      }),
    },
  });
}

/** The value of a condition: each header must have one of its values. Values that a step gives for the same header are alternatives. */
export function headerConditions(match: HeaderRoute['match']): string {
  const values = new Map<string, string[]>();
  for (const { headerName, headerValue } of match) {
    values.set(headerName, [...(values.get(headerName) ?? []), headerValue.exact ?? '']);
  }
  const conditions = [...values].map(([httpHeaderName, values]) => ({
    field: 'http-header',
    httpHeaderConfig: { httpHeaderName, values },
  }));
  return marshalJson(conditions);
}
