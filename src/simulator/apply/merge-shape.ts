import type { Json } from '../../core/json.ts';

/**
 * How several writers share a value: what is owned as a whole and what member by member. The API server reads it from a kind's OpenAPI
 * schema (`x-kubernetes-list-type`, `-list-map-keys`, `-map-type`).
 */
export type MergeShape =
  | WholeShape
  | MembersShape
  | KeyedListShape
  /** A list of scalars, each owned by itself. */
  | { readonly as: 'set' }
  /** Read off the value: objects by their members, lists as a whole. Members are fields, that is, an object is only owned through what it holds. */
  | { readonly as: 'plain' }
  /** As `plain`, but members are entries of a map: each is owned itself, beside what it holds. For values that no schema describes. */
  | { readonly as: 'free' };

/** Owned as a whole: scalars, atomic lists and atomic objects. */
export interface WholeShape {
  readonly as: 'whole';
  /** What it must be to be applied. Absent: anything. */
  readonly holds?: 'number' | 'string' | 'boolean' | 'list' | 'object';
  /** What the items of a list, or the object itself, must be like to be applied. Absent: anything. */
  readonly inside?: MergeShape;
}

/** An object whose members have owners of their own. */
export interface MembersShape {
  readonly as: 'members';
  readonly fields: Readonly<Record<string, MergeShape>>;
  /** Of members that are no field. Absent: there are none. */
  readonly others?: MergeShape;
  /** Whether those others are entries of a map, which are owned themselves, beside what they hold. Default false. */
  readonly areEntries?: boolean;
}

/** A list of objects that are told apart by keys. */
export interface KeyedListShape {
  readonly as: 'keyed';
  readonly keys: readonly string[];
  /** What a key is where it is not said: `protocol: TCP`. */
  readonly keyDefaults?: Readonly<Record<string, Json>>;
  readonly item: MergeShape;
}

export const WHOLE: MergeShape = { as: 'whole' };
export const SET: MergeShape = { as: 'set' };
export const PLAIN: MergeShape = { as: 'plain' };
export const FREE: MergeShape = { as: 'free' };
/** Labels and their like. */
export const TEXTS_BY_NAME: MergeShape = { as: 'members', fields: {}, others: WHOLE, areEntries: true };
