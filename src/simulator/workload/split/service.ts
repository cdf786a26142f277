import type { JsonObject } from '../../../core/json.ts';
import { Fields } from '../../../rollout/reading/fields.ts';
import { hasLabels, type Objects, objectNamed, objectsOf } from './objects.ts';
import { revisionOf, takesRequests } from './pods.ts';
import { NOBODY, type Split } from './split.ts';

/** A Service by its name. */
export interface ServiceName {
  readonly namespace: string;
  readonly name: string;
}

/**
 * Requests at a Service are shared evenly by the ready pods that its selector picks. Without a selector, or without pods, nobody
 * is reached.
 *
 * @param subset  labels that the pods must have besides
 */
export function serviceSplit(objects: Objects, name: ServiceName, subset: JsonObject = {}): Split {
  const service = objectNamed(objects, 'Service', name);
  const selector = new Fields(service).below('spec').object('selector') ?? {};
  if (Object.keys(selector).length === 0) return NOBODY;
  const pods = objectsOf(objects, 'Pod', name.namespace).filter(
    (pod) => hasLabels(pod, selector) && hasLabels(pod, subset) && takesRequests(pod),
  );
  return pods.length === 0 ? NOBODY : evenly(pods);
}

function evenly(pods: readonly JsonObject[]): Split {
  const counts = new Map<string, number>();
  for (const pod of pods) {
    const revision = revisionOf(pod);
    counts.set(revision, (counts.get(revision) ?? 0) + 1);
  }
  return { shares: new Map([...counts].map(([revision, count]) => [revision, count / pods.length])), unserved: 0 };
}
