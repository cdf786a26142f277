import type { Json } from '../../core/json.ts';
import type { RolloutArgument } from '../../resources/schema/argument.ts';
import { type RolloutArguments, rolloutArguments } from '../../template/rollout-arguments.ts';
import type { Draft } from '../plan/draft.ts';

/** Reads the arguments that a Rollout passes to an analysis, with the revisions that it has now. */
export function readArguments({ facts, sets }: Draft, args: readonly Json[]): RolloutArguments {
  const latestHash = sets.newRS?.hash ?? '';
  const stableHash = sets.stableRS?.hash ?? '';
  // Validation has seen them.
  return rolloutArguments(args as readonly RolloutArgument[], { rollout: facts.json, latestHash, stableHash });
}
