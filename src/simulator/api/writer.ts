import type { JsonObject } from '../../core/json.ts';
import { textIn } from '../../core/json-members.ts';
import type { AppliedObject, Applying, Writing } from '../apply/writing.ts';
import type { Asked } from './asked.ts';
import type { FieldProblem } from './kind.ts';
import { metadataOf, withMetadata } from './members.ts';
import type { MetadataForm } from './metadata-problems.ts';
import { nameFormOf } from './name-forms.ts';
import { invalid } from './refusals.ts';
import { namedKind } from './served.ts';
import type { State } from './state.ts';

/** Who keeps track of which manager owns which fields. */
export interface Ownership {
  /** Carries out a server-side apply. */
  applyPatch(applying: Applying): AppliedObject;
  /** The object of any other write, with its managedFields brought up to date. */
  noteWrite(writing: Writing): JsonObject;
}

/** What writes need beside the call. */
export interface Writer {
  readonly state: State;
  readonly random: () => number;
  /** Absent: objects have no managedFields. */
  readonly ownership?: Ownership;
}

/** The object with the owners of its fields, after a write that was no apply. */
export function owned(
  { ownership }: Writer,
  asked: Asked,
  before: JsonObject | undefined,
  after: JsonObject,
): JsonObject {
  if (ownership === undefined) return withMetadata(after, { managedFields: undefined });
  const { kind, manager, now, place } = asked;
  return ownership.noteWrite({
    kind,
    ...(before !== undefined && { before }),
    after,
    manager,
    ...(place.subresource !== '' && { subresource: place.subresource }),
    now,
  });
}

/** @throws Fault with a 422 if there is a problem */
export function refuseProblems({ kind }: Asked, object: JsonObject, problems: readonly FieldProblem[]): void {
  if (problems.length > 0) throw invalid(namedKind(kind), textIn(metadataOf(object), 'name'), problems);
}

/** What metadata of the kind are held to. */
export function metadataFormOf({ kind, resource }: Asked): MetadataForm {
  return { nameForm: nameFormOf(kind.group, kind.plural), isCustom: resource.isCustom };
}
