import { compareQuantities } from '../../../resources/quantity.ts';
import type { Fields } from '../../../rollout/reading/fields.ts';
import { items } from '../../../rollout/validate/parts.ts';

const COUNTED = ['cpu', 'memory'];

/** How a pod is treated when its node runs short: by what its containers ask for and are limited to. */
export function qualityOf(spec: Fields): 'Guaranteed' | 'Burstable' | 'BestEffort' {
  const containers = spec.has('resources') ? [spec] : [...items(spec, 'containers'), ...items(spec, 'initContainers')];
  const all = containers.map((container) => container.below('resources'));
  const isAnything = all.some((resources) => ['limits', 'requests'].some((part) => isGiven(resources.below(part))));
  if (!isAnything) return 'BestEffort';
  return all.every(isFixed) ? 'Guaranteed' : 'Burstable';
}

function isGiven(amounts: Fields): boolean {
  return COUNTED.some((name) => compareQuantities(amounts.text(name), '0') > 0);
}

/** Whether a container gets exactly what it asks for. */
function isFixed(resources: Fields): boolean {
  const [limits, requests] = [resources.below('limits'), resources.below('requests')];
  return COUNTED.every((name) => {
    const limit = limits.text(name);
    const request = requests.has(name) ? requests.text(name) : limit;
    return compareQuantities(limit, '0') > 0 && compareQuantities(limit, request) === 0;
  });
}
