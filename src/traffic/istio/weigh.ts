import { isJsonObject, type Json } from '../../core/json.ts';
import type { AdditionalDestination, Split } from '../router.ts';
import type { DestinationRuleSettings, Ends } from './settings.ts';
import { type Destination, readDestination } from './virtual-service.ts';

/**
 * The destinations of a route with the weights of a split. Those of the canary and of experiments get theirs, the stable one what
 * is left; a destination that is neither ours nor one of the additional subsets goes, unless its weight is 0 already. Those whose
 * weight is right are the same objects as before.
 *
 * @param total  the weight that is all traffic
 * @see traffic.md §6.1
 */
export function weigh(destinations: readonly Json[], split: Split, ends: Ends, total: number): readonly Json[] {
  const experiments = new Map(split.additional.map((destination) => [destination.serviceName, destination]));
  const stableWeight = Math.max(0, total - split.weight - givenAway(destinations, split, ends.rule));
  const weighed = destinations.flatMap((json): Json[] => {
    const destination = readDestination(json);
    const weight = weightOf(destination, { ends, canary: split.weight, stable: stableWeight, experiments });
    experiments.delete(destination.host);
    if (weight === destination.weight) return [json];
    return weight === undefined ? [] : [{ ...(isJsonObject(json) && json), weight }];
  });
  return [...weighed, ...newDestinations(experiments.values())];
}

/** What neither canary nor stable get. Additional subsets keep the weight that the user gave them. */
function givenAway(
  destinations: readonly Json[],
  { additional }: Split,
  rule: DestinationRuleSettings | undefined,
): number {
  const kept = destinations.map(readDestination).filter(({ subset }) => isAdditional(subset, rule));
  return [...additional, ...kept].reduce((sum, { weight }) => sum + weight, 0);
}

interface Weights {
  readonly ends: Ends;
  readonly canary: number;
  readonly stable: number;
  readonly experiments: ReadonlyMap<string, AdditionalDestination>;
}

/** Undefined for a destination that must not be there. */
function weightOf(destination: Destination, { ends, canary, stable, experiments }: Weights): number | undefined {
  const { host, subset, weight } = destination;
  const { canaryHost, stableHost, rule } = ends;
  if (host === '') return weight;
  if (host === canaryHost || isSubset(subset, rule?.canarySubset)) return canary;
  if (host === stableHost || isSubset(subset, rule?.stableSubset)) return stable;
  const experiment = experiments.get(host);
  if (experiment !== undefined) return experiment.weight;
  return isAdditional(subset, rule) || weight === 0 ? weight : undefined;
}

const isSubset = (subset: string, wanted: string | undefined): boolean => subset !== '' && subset === wanted;

function isAdditional(subset: string, rule: DestinationRuleSettings | undefined): boolean {
  return subset !== '' && rule?.additionalSubsets.includes(subset) === true;
}

function newDestinations(experiments: Iterable<AdditionalDestination>): readonly Json[] {
  return [...experiments]
    .filter(({ weight }) => weight !== 0)
    .sort((a, b) => (a.serviceName < b.serviceName ? -1 : 1))
    .map(({ serviceName, weight }) => ({ weight, destination: { host: serviceName } }));
}
