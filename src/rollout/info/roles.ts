import type { Fields } from '../reading/fields.ts';
import type { RolloutStatus } from '../status.ts';
import { NO_ROLES, type Roles } from './replica-set-info.ts';

/**
 * The parts that the ReplicaSet of a hash plays in a Rollout. A finished canary has only a stable side.
 *
 * @param strategy  `spec.strategy`
 * @see reference/interfaces.md §4.2
 */
export function rolesIn(status: RolloutStatus, strategy: Fields): (hash: string) => Roles {
  const isPingPong = strategy.below('canary').object('pingPong') !== undefined;
  return (hash) => ({
    ...NO_ROLES,
    ...(strategy.has('canary') && canaryRoles(status, hash, isPingPong)),
    ...(strategy.has('blueGreen') && blueGreenRoles(status, hash)),
  });
}

function canaryRoles({ stableRS, currentPodHash, canary }: RolloutStatus, hash: string, isPingPong: boolean): Roles {
  const isStable = hash === stableRS;
  const isCanary = !isStable && hash === currentPodHash;
  const isStablePing = canary.stablePingPong === 'ping';
  const hasSide = isPingPong && (isStable || isCanary);
  return {
    ...NO_ROLES,
    stable: isStable,
    canary: isCanary,
    ping: hasSide && isStable === isStablePing,
    pong: hasSide && isStable !== isStablePing,
  };
}

function blueGreenRoles({ stableRS, blueGreen }: RolloutStatus, hash: string): Partial<Roles> {
  const isActive = hash === blueGreen.activeSelector;
  return {
    stable: hash === stableRS,
    active: isActive,
    preview: !isActive && hash === blueGreen.previewSelector,
  };
}
