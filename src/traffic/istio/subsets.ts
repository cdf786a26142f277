import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import { HASH_LABEL } from '../../rollout/hash-label.ts';
import { Fields } from '../../rollout/reading/fields.ts';
import type { Route } from '../route.ts';
import type { Hashes, Manifest } from '../router.ts';
import type { DestinationRuleSettings } from './settings.ts';
import { fit, type Shape } from './shape.ts';

const SPEC: Shape = {
  fields: { host: 'text', subsets: { list: { fields: { name: 'text', labels: { values: 'text' } } } } },
};

const MANAGED_BY = 'argo-rollouts.argoproj.io/managed-by-rollouts';

/**
 * A DestinationRule whose subsets select the pods of these hashes. Subsets of experiments come and go with them; those of the user
 * stay (decision 0013).
 *
 * @throws Fault TRAFFIC_INVALID when it is not as Istio has it
 * @see traffic.md §6.3
 */
export function withHashes(
  manifest: Manifest,
  route: Route,
  settings: DestinationRuleSettings,
  hashes: Hashes,
): Manifest {
  checkRule(manifest);
  const metadata = new Fields(manifest).object('metadata') ?? {};
  const spec = new Fields(manifest).object('spec') ?? {};
  const annotations = { ...new Fields(metadata).object('annotations'), [MANAGED_BY]: route.rollout.name };
  const subsets = subsetsOf(new Fields(spec).list('subsets'), settings, hashes);
  return { ...manifest, metadata: { ...metadata, annotations }, spec: { ...spec, subsets } };
}

/** The host whose pods the subsets divide. @throws Fault TRAFFIC_INVALID when the rule is not as Istio has it */
export function ruleHost(manifest: Manifest): string {
  checkRule(manifest);
  return new Fields(manifest).below('spec').text('host');
}

function checkRule(manifest: Manifest): void {
  fit(manifest['spec'], SPEC, `DestinationRule "${new Fields(manifest).below('metadata').text('name')}": spec`);
}

function subsetsOf(subsets: readonly Json[], settings: DestinationRuleSettings, hashes: Hashes): readonly Json[] {
  const { canarySubset, stableSubset, additionalSubsets } = settings;
  const experiments = new Map(
    hashes.additional.map(({ serviceName, podTemplateHash }) => [serviceName, podTemplateHash]),
  );
  const hashOf = new Map([...experiments, [stableSubset, hashes.stable], [canarySubset, hashes.canary]]);
  const there = new Set(subsets.map(nameOf));
  const kept = subsets.filter(isJsonObject).flatMap((subset): JsonObject[] => {
    const hash = hashOf.get(nameOf(subset));
    if (hash !== undefined) return [withHash(subset, hash)];
    return additionalSubsets.includes(nameOf(subset)) || !isOfExperiment(subset) ? [subset] : [];
  });
  const added = [...experiments]
    .filter(([name, hash]) => hash !== '' && !there.has(name))
    .map(([name, hash]) => ({ name, labels: { [HASH_LABEL]: hash } }));
  return [...kept, ...added];
}

const nameOf = (subset: Json): string => new Fields(subset).text('name');

/** Only the controller writes the hash label. */
function isOfExperiment(subset: JsonObject): boolean {
  return new Fields(subset).below('labels').has(HASH_LABEL);
}

function withHash(subset: JsonObject, hash: string): JsonObject {
  const { [HASH_LABEL]: _, ...labels } = new Fields(subset).object('labels') ?? {};
  return { ...subset, labels: hash === '' ? labels : { ...labels, [HASH_LABEL]: hash } };
}
