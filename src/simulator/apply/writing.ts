import type { Instant } from '../../core/instant.ts';
import type { JsonObject } from '../../core/json.ts';
import type { ApiKind, FieldProblem } from '../api/kind.ts';

/** A PATCH with `application/apply-patch+yaml`: what one manager wants the object to be, as far as it cares. */
export interface Applying {
  readonly kind: ApiKind;
  /** What stands there, with its `metadata.managedFields`. Absent: nothing, the object is made. */
  readonly current?: JsonObject;
  /** The body, with `apiVersion` and `kind`; fields that the kind does not know are still in it. */
  readonly applied: JsonObject;
  readonly manager: string;
  /** Whether fields are taken from the managers that own them, instead of refusing. */
  readonly force: boolean;
  /** Such as `status`. Absent: the object itself. */
  readonly subresource?: string;
  readonly now: Instant;
}

/**
 * What an apply makes of the object, or why not. The object has its managedFields; defaults, generation and version are the caller's business,
 * and so is that a create drops the status. Nothing to do is the current object, as it stood, times of its managedFields too.
 */
export type AppliedObject = { readonly object: JsonObject } | { readonly refusal: ApplyRefusal };

/** As it goes into a Status object. */
export interface ApplyRefusal {
  /** HTTP's. */
  readonly status: 400 | 409 | 422 | 500;
  /** `Conflict`, `BadRequest`, … Empty: the API server gives none. */
  readonly reason: string;
  readonly message: string;
  /** `details.causes`, of reason `FieldManagerConflict`. */
  readonly causes: readonly FieldProblem[];
}

/** Any other write, made ready to be stored. */
export interface Writing {
  readonly kind: ApiKind;
  /** What stands there. Absent: the object is made. */
  readonly before?: JsonObject;
  /** What will stand there, with defaults. Its managedFields are what the writer sent or left: `[]` asks for all of them to be forgotten. */
  readonly after: JsonObject;
  readonly manager: string;
  /** Such as `status` or `scale`. Absent: the object itself. */
  readonly subresource?: string;
  readonly now: Instant;
}
