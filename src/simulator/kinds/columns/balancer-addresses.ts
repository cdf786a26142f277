import type { Fields } from '../../../rollout/reading/fields.ts';
import { items } from '../../../rollout/validate/parts.ts';

/** The addresses, or names, at which a load balancer has an object reachable, in order and each once. */
export function balancerAddresses(object: Fields): readonly string[] {
  const ingress = items(object.below('status').below('loadBalancer'), 'ingress');
  const addresses = ingress.map((point) => point.text('ip') || point.text('hostname')).filter((text) => text !== '');
  return [...new Set(addresses)].toSorted();
}
