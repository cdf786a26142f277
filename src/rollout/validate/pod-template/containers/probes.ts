import type { Fields } from '../../../reading/fields.ts';
import { errorIf, type FieldError, invalid } from '../../field-error.ts';
import { nonNegative } from '../../numbers.ts';
import { maybeBelow, wholeOr } from '../../parts.ts';
import { handlerErrors, PROBE_HANDLERS } from './handler.ts';

/** Numbers of a probe with their defaults, in the order of the checks. */
const NUMBERS = [
  ['initialDelaySeconds', 0],
  ['timeoutSeconds', 1],
  ['periodSeconds', 10],
  ['successThreshold', 1],
  ['failureThreshold', 3],
] as const;

/** What is wrong with the probes of a container. */
export function probeErrors(container: Fields, path: string): readonly FieldError[] {
  return ['livenessProbe', 'readinessProbe', 'startupProbe'].flatMap((name) => {
    const probe = maybeBelow(container, name);
    if (probe === undefined) return [];
    const at = `${path}.${name}`;
    return [...commonErrors(probe, at), ...(name === 'readinessProbe' ? readinessErrors : onceErrors)(probe, at)];
  });
}

function commonErrors(probe: Fields, path: string): readonly FieldError[] {
  const grace = probe.whole('terminationGracePeriodSeconds');
  const at = `${path}.terminationGracePeriodSeconds`;
  return [
    ...handlerErrors(probe, path, PROBE_HANDLERS),
    ...NUMBERS.flatMap(([name, otherwise]) => nonNegative(`${path}.${name}`, wholeOr(probe, name, otherwise))),
    ...(grace !== undefined && grace <= 0 ? [invalid(at, grace, 'must be greater than 0')] : []),
  ];
}

/** A container cannot be alive twice. */
function onceErrors(probe: Fields, path: string): readonly FieldError[] {
  const threshold = wholeOr(probe, 'successThreshold', 1);
  return errorIf(threshold !== 1, invalid(`${path}.successThreshold`, threshold, 'must be 1'));
}

/** One that is not ready is not ended. */
function readinessErrors(probe: Fields, path: string): readonly FieldError[] {
  const grace = probe.whole('terminationGracePeriodSeconds');
  if (grace === undefined) return [];
  return [invalid(`${path}.terminationGracePeriodSeconds`, grace, 'must not be set for readinessProbes')];
}
