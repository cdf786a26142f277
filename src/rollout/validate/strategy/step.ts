import { parseGoDuration } from '../../../core/go/duration.ts';
import { parseInt64 } from '../../../core/go/int.ts';
import type { Json } from '../../../core/json.ts';
import type { Fields } from '../../reading/fields.ts';
import { type FieldError, invalid, required } from '../field-error.ts';
import { items, maybeBelow } from '../parts.ts';
import type { CanaryToValidate } from './canary-to-validate.ts';
import { routeStepErrors } from './route-steps.ts';
import { hasRouter } from './routers.ts';
import { argumentErrors } from './step-arguments.ts';

const NOT_ONE_KIND = 'Step must have one of the following set: experiment, setWeight, setCanaryScale, plugin or pause';

/** Kinds of steps as Go names them, in the order of its message. */
const KINDS = [
  ['Experiment', 'experiment'],
  ['Pause', 'pause'],
  ['SetWeight', 'setWeight'],
  ['Analysis', 'analysis'],
  ['SetCanaryScale', 'setCanaryScale'],
  ['SetHeaderRoute', 'setHeaderRoute'],
  ['SetMirrorRoute', 'setMirrorRoute'],
  ['Plugin', 'plugin'],
] as const;

/** The kinds of which a step may have only one; the others are not counted. */
const COUNTED = KINDS.slice(0, 4);

/** What is wrong with one of `canary.steps` (rollout.md §3.4). */
export function stepErrors(step: Fields, index: number, given: CanaryToValidate): readonly FieldError[] {
  const path = `${given.path}.steps[${index}]`;
  const routing = maybeBelow(given.canary, 'trafficRouting');
  return [
    ...kindErrors(step, path),
    ...weightErrors(step, routing, path),
    ...pauseErrors(step, path),
    ...(step.object('setCanaryScale') !== undefined && routing === undefined
      ? [required(`${given.path}.trafficRouting`, 'SetCanaryScale requires TrafficRouting to be set')]
      : []),
    ...routeStepErrors(step, path, given),
    ...experimentErrors(step, routing, path),
    ...argumentErrors(step, given.rollout, path),
  ];
}

function kindErrors(step: Fields, path: string): readonly FieldError[] {
  const has = (name: string): boolean =>
    name === 'setWeight' ? step.whole(name) !== undefined : step.object(name) !== undefined;
  const said = (kinds: typeof COUNTED, isSaid: (name: string) => boolean): string =>
    kinds.map(([go, name]) => `step.${go}: ${isSaid(name)}`).join(' ');
  if (COUNTED.filter(([, name]) => has(name)).length > 1) return [invalid(path, said(COUNTED, has), NOT_ONE_KIND)];
  if (KINDS.some(([, name]) => has(name))) return [];
  // Upstream says here which are missing.
  return [
    invalid(
      path,
      said([...KINDS], (name) => !has(name)),
      NOT_ONE_KIND,
    ),
  ];
}

function weightErrors(step: Fields, routing: Fields | undefined, path: string): readonly FieldError[] {
  const weight = step.whole('setWeight');
  const most = routing?.whole('maxTrafficWeight') ?? 100;
  if (weight === undefined || (weight >= 0 && weight <= most)) return [];
  return [invalid(`${path}.setWeight`, weight, `SetWeight needs to be between 0 and ${most}`)];
}

function pauseErrors(step: Fields, path: string): readonly FieldError[] {
  const seconds = pauseSeconds(step.below('pause').json('duration'));
  return seconds < 0 ? [invalid(`${path}.pause.duration`, seconds, 'Duration needs to be greater than 0')] : [];
}

/** Whole seconds; -1 for a text that is neither a number nor a Go duration, 0 for none. */
function pauseSeconds(written: Json | undefined): number {
  if (typeof written === 'number') return written;
  if (typeof written !== 'string') return 0;
  const seconds = parseInt64(written);
  if (seconds.ok && isInt32(Number(seconds.value))) return Number(seconds.value);
  try {
    const read = Number(parseGoDuration(written) / 1_000_000_000n);
    // What is too long wraps around to the least number there is, and so is refused.
    return isInt32(read) ? read : -(2 ** 31);
  } catch {
    return -1;
  }
}

function isInt32(value: number): boolean {
  return value >= -(2 ** 31) && value < 2 ** 31;
}

const NEEDS_ROUTING = 'Experiment template weight cannot be set unless TrafficRouting is enabled';
const NEEDS_ROUTER =
  'Experiment template weight is only available for TrafficRouting with SMI, ALB, Istio and Plugins at this time';

function experimentErrors(step: Fields, routing: Fields | undefined, path: string): readonly FieldError[] {
  if (hasRouter(routing, 'alb', 'smi', 'istio', 'plugins')) return [];
  return items(step.below('experiment'), 'templates').flatMap((template, index) => {
    const weight = template.whole('weight');
    if (weight === undefined) return [];
    const at = `${path}.experiment.templates[${index}].weight`;
    return [invalid(at, weight, routing === undefined ? NEEDS_ROUTING : NEEDS_ROUTER)];
  });
}
