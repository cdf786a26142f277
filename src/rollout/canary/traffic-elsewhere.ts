import type { Draft } from '../plan/draft.ts';
import { isFullyPromoted } from '../status.ts';

/**
 * The revision that has a canary's traffic though it is neither new nor stable: it was new when another came, and stable has too few pods to
 * take its traffic back yet. It keeps the traffic until stable has them (decision 0029). For a way back to stable see `dynamicRollback`.
 *
 * @returns its hash; undefined where there is no such revision
 */
export function trafficElsewhere({ rollout, sets }: Pick<Draft, 'rollout' | 'sets'>): string | undefined {
  const told = rollout.status.canary.weights?.canary;
  const isElsewhere =
    told !== undefined &&
    !isFullyPromoted(rollout.status) &&
    sets.otherRSs.some(({ hash }) => hash === told.podTemplateHash);
  return isElsewhere && told.weight > 0 ? told.podTemplateHash : undefined;
}
