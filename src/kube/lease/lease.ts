import { formatInstantExactly, type Instant, type Millis, millisOf } from '../../core/instant.ts';
import type { JsonObject } from '../../core/json.ts';
import { objectIn, textIn } from '../../core/json-members.ts';
import { withoutManagedFields } from '../metadata.ts';
import type { ObjectName, Resource } from '../resource.ts';

export const LEASES: Resource = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', plural: 'leases' };

/** Who holds a lease; empty when it was given back. */
export function holderOf(lease: JsonObject): string {
  return textIn(objectIn(lease, 'spec'), 'holderIdentity');
}

/** How long its holder may be silent before another one may take it. */
export function durationOf(lease: JsonObject): Millis {
  const seconds = objectIn(lease, 'spec')['leaseDurationSeconds'];
  return millisOf(typeof seconds === 'number' ? seconds * 1000 : 0);
}

/** A lease that nobody has made yet. */
export function newLease({ namespace, name }: ObjectName): JsonObject {
  return { apiVersion: LEASES.apiVersion, kind: LEASES.kind, metadata: { name, namespace }, spec: {} };
}

/** The lease as it is while `identity` holds it, renewed at `now`. */
export function heldBy(lease: JsonObject, identity: string, duration: Millis, now: Instant): JsonObject {
  const spec = objectIn(lease, 'spec');
  const isRenewal = holderOf(lease) === identity;
  const transitions = typeof spec['leaseTransitions'] === 'number' ? spec['leaseTransitions'] : undefined;
  return changed(lease, {
    ...spec,
    holderIdentity: identity,
    leaseDurationSeconds: Math.ceil(duration / 1000),
    renewTime: microTime(now),
    ...(!isRenewal && {
      acquireTime: microTime(now),
      // The first holder is no change of holders.
      leaseTransitions: transitions === undefined ? 0 : transitions + 1,
    }),
  });
}

/** The lease as it is once its holder has given it back: anybody may take it at once. */
export function givenBack(lease: JsonObject, now: Instant): JsonObject {
  const spec = objectIn(lease, 'spec');
  // The API refuses a duration of zero.
  return changed(lease, { ...spec, holderIdentity: '', leaseDurationSeconds: 1, renewTime: microTime(now) });
}

function changed(lease: JsonObject, spec: JsonObject): JsonObject {
  return { ...withoutManagedFields(lease), spec };
}

/** The API wants exactly six digits behind the seconds. */
function microTime(moment: Instant): string {
  return formatInstantExactly(moment).replace('Z', '000Z');
}
