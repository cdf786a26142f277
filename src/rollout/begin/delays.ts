import { type Millis, millisOf } from '../../core/instant.ts';
import type { Delays } from '../plan/facts.ts';
import type { AbortScaleDown, Strategy } from '../strategy.ts';

const DEFAULT_ABORT_DELAY = millisOf(30_000);

/** How long a strategy keeps pods that are not needed any more (rollout.md §6.6, §8.4). */
export function delaysOf(strategy: Strategy): Delays {
  const onAbort = abortDelay(strategy);
  return { scaleDown: strategy.scaleDown, ...(onAbort !== undefined && { onAbort }) };
}

function abortDelay(strategy: Strategy): Millis | undefined {
  if ('abortScaleDown' in strategy) return lengthOf(strategy.abortScaleDown);
  const { trafficRouting } = strategy;
  if (trafficRouting === undefined) return undefined;
  // With a dynamic stable side the canary shrinks with its traffic, unless the user names a delay.
  const isStepwise = trafficRouting.dynamicStableScale && trafficRouting.abortScaleDown.kind !== 'after';
  return isStepwise ? undefined : lengthOf(trafficRouting.abortScaleDown);
}

function lengthOf(abort: AbortScaleDown): Millis | undefined {
  switch (abort.kind) {
    case 'default':
      return DEFAULT_ABORT_DELAY;
    case 'after':
      return abort.delay;
    case 'never':
      return undefined;
  }
}
