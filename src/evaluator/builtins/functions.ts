import { AGGREGATE_FUNCTIONS } from './aggregates.ts';
import type { Builtin } from './builtin.ts';
import { CONVERSION_FUNCTIONS } from './conversions.ts';
import { LIST_FUNCTIONS } from './lists.ts';
import { MAP_FUNCTIONS } from './maps.ts';
import { NUMBER_FUNCTIONS } from './numbers.ts';
import { TEXT_FUNCTIONS } from './texts.ts';
import { TIME_FUNCTIONS } from './times.ts';

/** The functions of the language that take no predicate, by name. */
export const BUILTINS: ReadonlyMap<string, Builtin> = new Map([
  ...NUMBER_FUNCTIONS,
  ...AGGREGATE_FUNCTIONS,
  ...TEXT_FUNCTIONS,
  ...LIST_FUNCTIONS,
  ...MAP_FUNCTIONS,
  ...CONVERSION_FUNCTIONS,
  ...TIME_FUNCTIONS,
]);
