import type { JsonObject } from '../../../core/json.ts';
import type { Resource } from '../../resource.ts';
import type { Cache, CachedKind } from '../caches.ts';
import type { ControllerName } from '../controller.ts';

/** A kind of which a Rollout takes objects over that users have made, saying so in an annotation. */
export interface Lent {
  /** Of the controller that gives them back. */
  readonly controller: ControllerName;
  readonly resource: Resource;
  /** Under which word its changes are told. */
  readonly heardAs: CachedKind | 'onDemand';
  /** Where its objects are followed; undefined as long as they are not. */
  cache(): Cache | undefined;
  /** The names of those that a Rollout works on, in its namespace. */
  namedBy(rollout: JsonObject): readonly string[];
  /** Merge patch that takes out, beside the annotation, what was put in. */
  givenBack(object: JsonObject): JsonObject;
}
