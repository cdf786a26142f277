import { Fault } from '../../core/fault.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Cluster } from '../../kube/cluster.ts';
import { lookUp } from '../../kube/look-up.ts';
import type { Resource } from '../../kube/resource.ts';
import type { Followed } from '../../kube/watch/follow.ts';
import { printable } from '../terminal/printable.ts';

/** One object of a kind. */
export interface Named {
  readonly resource: Resource;
  readonly namespace: string;
  readonly name: string;
}

/**
 * Reads an object that must be there.
 *
 * @throws Fault CLUSTER_REFUSED when it is not, in upstream's words; whatever else the API refuses, and CLUSTER_UNREACHABLE
 */
export async function mustLookUp(cluster: Cluster, named: Named): Promise<JsonObject> {
  const object = await lookUp(cluster, named.resource, named);
  if (object === undefined) throw notFound(named);
  return object;
}

/** That there is no such object, as upstream says it: `rollout.argoproj.io "x" not found`. @see reference/interfaces.md §1 */
export function notFound({ resource, name }: Named): Fault {
  const [group] = resource.apiVersion.split('/');
  const message = `${resource.kind.toLowerCase()}.${group} "${printable(name)}" not found`;
  return new Fault('CLUSTER_REFUSED', message, { code: 404, reason: 'NotFound' });
}

/** Only that object, to be followed. */
export function onlyThat({ resource, namespace, name }: Named): Followed {
  return { resource, namespace, fieldSelector: `metadata.name=${name}` };
}

/** All objects of a kind in a namespace; empty for all namespaces. */
export function allOf(resource: Resource, namespace: string): Followed {
  return { resource, namespace };
}
