import { Type } from 'typebox';

/** Member of lists, and the query parameter that takes it. */
export const CURSOR = Type.String({
  minLength: 1,
  maxLength: 1024,
  description: 'Where the next page begins; absent on the last.',
});
