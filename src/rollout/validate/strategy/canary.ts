import type { Fields } from '../../reading/fields.ts';
import { type FieldError, invalid } from '../field-error.ts';
import { items, maybeBelow } from '../parts.ts';
import { antiAffinityErrors } from './anti-affinity.ts';
import type { CanaryToValidate } from './canary-to-validate.ts';
import { pingPongErrors } from './ping-pong.ts';
import { hasPlugins, requiresServices } from './routers.ts';
import { stepErrors } from './step.ts';
import { surgeErrors } from './surge.ts';

/** What is wrong with `spec.strategy.canary` (rollout.md §3.4). */
export function canaryErrors(given: CanaryToValidate): readonly FieldError[] {
  const { canary, path } = given;
  return [
    ...surgeErrors(canary, path),
    ...sameServiceErrors(canary, path),
    ...pingPongErrors(canary, path),
    ...missingServiceErrors(canary, path),
    ...routingErrors(canary, path),
    ...items(canary, 'steps').flatMap((step, index) => stepErrors(step, index, given)),
    ...antiAffinityErrors(canary, path),
  ];
}

const SAME_SERVICE =
  'This rollout uses the same service for the stable and canary services, but two different services are required.';

function sameServiceErrors(canary: Fields, path: string): readonly FieldError[] {
  const stable = canary.text('stableService');
  const isSame = stable !== '' && stable === canary.text('canaryService');
  return isSame ? [invalid(`${path}.stableService`, stable, SAME_SERVICE)] : [];
}

function missingServiceErrors(canary: Fields, path: string): readonly FieldError[] {
  if (!requiresServices(canary)) return [];
  return ['stableService', 'canaryService']
    .filter((name) => canary.text(name) === '')
    .map((name) =>
      invalid(`${path}.${name}`, '', 'Canary service and Stable service must to be set to use Traffic Routing'),
    );
}

function routingErrors(canary: Fields, path: string): readonly FieldError[] {
  const routing = maybeBelow(canary, 'trafficRouting');
  return routing === undefined ? unroutedErrors(canary, path) : routedErrors(canary, routing, path);
}

/** Fields that mean nothing where no router splits the traffic. */
function unroutedErrors(canary: Fields, path: string): readonly FieldError[] {
  const delay = canary.whole('scaleDownDelaySeconds');
  const text = (name: string): string => `Canary ${name} can only be used with traffic routing`;
  return [
    ...(delay === undefined ? [] : [invalid(`${path}.scaleDownDelaySeconds`, delay, text('scaleDownDelaySeconds'))]),
    ...(canary.flag('dynamicStableScale')
      ? [invalid(`${path}.dynamicStableScale`, true, text('dynamicStableScale'))]
      : []),
  ];
}

function routedErrors(canary: Fields, routing: Fields, path: string): readonly FieldError[] {
  const isBoth = canary.flag('dynamicStableScale') && canary.whole('scaleDownDelaySeconds') !== undefined;
  const weight = routing.whole('maxTrafficWeight');
  const isWeightIdle = weight !== undefined && routing.object('nginx') === undefined && !hasPlugins(routing);
  return [
    ...(isBoth
      ? [
          invalid(
            `${path}.dynamicStableScale`,
            true,
            'Canary dynamicStableScale cannot be used with scaleDownDelaySeconds',
          ),
        ]
      : []),
    ...(isWeightIdle
      ? [
          invalid(
            `${path}.trafficRouting.maxTrafficWeight`,
            weight,
            'Canary maxTrafficWeight in traffic routing only supported in Nginx and Plugins',
          ),
        ]
      : []),
  ];
}
