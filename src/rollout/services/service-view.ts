import type { JsonObject } from '../../core/json.ts';
import { HASH_LABEL } from '../hash-label.ts';
import { Fields } from '../reading/fields.ts';

/** The annotation that names the Rollout that a Service belongs to. */
export const MANAGED_BY = 'argo-rollouts.argoproj.io/managed-by-rollouts';

/** A Service, as far as it is switched from revision to revision. */
export interface ServiceView {
  readonly name: string;
  /** The revision that it selects; undefined where it selects all. */
  readonly hash?: string;
  /** It belongs to a Rollout. */
  readonly isManaged: boolean;
}

/** Reads a Service as the API gives it. */
export function viewService(json: JsonObject): ServiceView {
  const metadata = new Fields(json).below('metadata');
  const selector = new Fields(json).below('spec').below('selector');
  return {
    name: metadata.text('name'),
    ...(selector.has(HASH_LABEL) && { hash: selector.text(HASH_LABEL) }),
    isManaged: metadata.below('annotations').has(MANAGED_BY),
  };
}
