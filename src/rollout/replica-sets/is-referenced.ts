import { HASH_LABEL } from '../hash-label.ts';
import type { Draft } from '../plan/draft.ts';
import { Fields } from '../reading/fields.ts';
import type { Strategy } from '../strategy.ts';
import type { LiveReplicaSet } from './live-replica-set.ts';

/**
 * Whether traffic may still go to a ReplicaSet: by what the status remembers, by a Service as it is now, or by a subset of Istio.
 *
 * @see rollout.md §6.6
 */
export function isReferenced(draft: Draft, { hash }: LiveReplicaSet): boolean {
  const { status, spec } = draft.rollout;
  const { weights } = status.canary;
  const remembered = [
    status.stableRS,
    status.currentPodHash,
    status.blueGreen.activeSelector,
    status.blueGreen.previewSelector,
    weights?.canary.podTemplateHash,
    weights?.stable.podTemplateHash,
  ];
  const selected = servicesOf(spec.strategy).map((name) => draft.services.get(name)?.hash);
  return hash !== '' && [...remembered, ...selected, ...subsetHashes(draft)].includes(hash);
}

function servicesOf(strategy: Strategy): readonly string[] {
  return strategy.kind === 'canary'
    ? [strategy.canaryService, strategy.stableService]
    : [strategy.activeService, strategy.previewService];
}

function subsetHashes({ facts, rollout }: Draft): readonly string[] {
  const { strategy } = rollout.spec;
  const name = strategy.kind === 'canary' ? strategy.trafficRouting?.destinationRule : undefined;
  if (name === undefined) return [];
  const rules = facts.observed.routerObjects.destinationRules.map((rule) => new Fields(rule));
  const subsets =
    rules
      .find((rule) => rule.below('metadata').text('name') === name)
      ?.below('spec')
      .list('subsets') ?? [];
  return subsets.map((subset) => new Fields(subset).below('labels').text(HASH_LABEL));
}
