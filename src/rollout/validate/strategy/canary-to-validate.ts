import type { JsonObject } from '../../../core/json.ts';
import type { Fields } from '../../reading/fields.ts';

/** A canary strategy with what its rules look at. */
export interface CanaryToValidate {
  readonly rollout: JsonObject;
  /** `spec.strategy.canary` */
  readonly canary: Fields;
  /** Where errors say it is. */
  readonly path: string;
}
