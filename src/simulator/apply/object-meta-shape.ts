import { type MergeShape, SET, TEXTS_BY_NAME, WHOLE } from './merge-shape.ts';

/** How writers share the metadata of any object. */
export const OBJECT_META: MergeShape = {
  as: 'members',
  fields: {
    labels: TEXTS_BY_NAME,
    annotations: TEXTS_BY_NAME,
    finalizers: SET,
    // An owner is taken or let go of as a whole: the reference is an atomic object.
    ownerReferences: { as: 'keyed', keys: ['uid'], item: WHOLE },
  },
  others: WHOLE,
};
