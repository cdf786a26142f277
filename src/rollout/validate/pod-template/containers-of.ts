import type { Fields } from '../../reading/fields.ts';
import { items } from '../parts.ts';
import type { Placed } from './pod-context.ts';

/** All containers of a pod, in the order in which Kubernetes visits them. */
export function containersOf(spec: Fields, path: string): readonly Placed[] {
  return ['initContainers', 'containers', 'ephemeralContainers'].flatMap((name) =>
    items(spec, name).map((container, index) => ({ container, path: `${path}.${name}[${index}]` })),
  );
}
