import { HASH_LABEL } from '../../../rollout/hash-label.ts';
import { KINDS } from '../../kinds.ts';
import type { Parts } from '../parts.ts';
import { servicesNamedBy } from '../rollouts/named-by-rollout.ts';
import type { Lent } from './lent.ts';

/** Services: the selector that keeps them on one revision goes. @see rollout.md §19 */
export function lentServices({ caches }: Pick<Parts, 'caches'>): Lent {
  return {
    controller: 'Services',
    resource: KINDS.services,
    heardAs: 'services',
    cache: () => caches.services,
    namedBy: servicesNamedBy,
    givenBack: () => ({ spec: { selector: { [HASH_LABEL]: null } } }),
  };
}
