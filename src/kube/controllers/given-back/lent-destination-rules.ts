import { textOf } from '../../../core/fault.ts';
import { isJsonObject, type JsonObject } from '../../../core/json.ts';
import { HASH_LABEL } from '../../../rollout/hash-label.ts';
import { Fields } from '../../../rollout/reading/fields.ts';
import type { Resource } from '../../resource.ts';
import type { Parts } from '../parts.ts';
import { routerObjectsNamedBy } from '../rollouts/named-by-rollout.ts';
import type { Lent } from './lent.ts';

const KIND = 'DestinationRule';

/**
 * Istio's DestinationRules: the labels that keep their subsets on one revision go. They are followed from now on where the cluster has them.
 *
 * @see rollout.md §24 (TestIstioSubsetSplit)
 */
export function lentDestinationRules({ caches, routerApis, log }: Pick<Parts, 'caches' | 'routerApis' | 'log'>): Lent {
  const apiVersion = `networking.istio.io/${routerApis.istio}`;
  const resource: Resource = { apiVersion, kind: KIND, plural: 'destinationrules' };
  // Without Istio there is nothing to give back; where it comes later, the first Rollout that names it begins to follow them.
  caches
    .onDemand(resource)
    .catch((thrown: unknown) => log.debug(`${KIND} objects are not followed: ${textOf(thrown)}`));
  return {
    controller: 'DestinationRules',
    resource,
    heardAs: 'onDemand',
    cache: () => caches.of(resource),
    namedBy: (rollout) =>
      routerObjectsNamedBy(rollout, routerApis)
        .filter(({ kind }) => kind === KIND)
        .map(({ name }) => name),
    givenBack: (rule) => ({ spec: { subsets: new Fields(rule).below('spec').list('subsets').map(withoutHash) } }),
  };
}

function withoutHash(subset: JsonObject[string]): JsonObject[string] {
  const labels = new Fields(subset).object('labels');
  if (!isJsonObject(subset) || labels === undefined) return subset;
  const { [HASH_LABEL]: _, ...others } = labels;
  return { ...subset, labels: others };
}
