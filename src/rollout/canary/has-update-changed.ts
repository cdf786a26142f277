import type { JsonObject } from '../../core/json.ts';
import { perObject } from '../../core/per-object.ts';
import { currentStepHash } from '../hash/step-hash.ts';
import type { Draft } from '../plan/draft.ts';
import { Fields } from '../reading/fields.ts';
import { hasTemplateChanged } from '../replica-sets/has-template-changed.ts';

/** Steps count as much as the template. A Rollout that was never looked at counts as changed. */
export function hasUpdateChanged(draft: Draft): boolean {
  const { currentStepHash: stored } = draft.rollout.status;
  return stored === '' || stored !== stepHashOf(draft) || hasTemplateChanged(draft);
}

/** The hash of the steps as they are written. */
export function stepHashOf({ facts }: Draft): string {
  const canary = new Fields(facts.json).below('spec').below('strategy').object('canary');
  return canary === undefined ? currentStepHash(undefined) : hashIn(canary);
}

const hashIn = perObject((canary: JsonObject) => currentStepHash(new Fields(canary).json('steps')));
