import { canaryStep } from '../../hash/canary-step.ts';
import type { GoType, Struct } from '../../hash/go-type.ts';

/** Header and mirror routes of a step, as errors show them. */
export const SET_HEADER_ROUTE = typeAt(canaryStep, ['setHeaderRoute']);
export const SET_MIRROR_ROUTE = typeAt(canaryStep, ['setMirrorRoute']);
/** How a route matches a text; `null` where nothing is said. */
export const STRING_MATCH = typeAt(canaryStep, ['setMirrorRoute', 'match', 'path']);
/** Arguments of a step's analysis. */
export const STEP_ARGUMENTS = typeAt(canaryStep, ['analysis', 'args']);

/** The type of a field somewhere below a struct; lists and pointers on the way are looked through. */
function typeAt(type: GoType, [name, ...rest]: readonly string[]): GoType {
  if (name === undefined) return type;
  const field = structOf(type)?.fields.find((candidate) => candidate.name === name);
  if (field === undefined) throw new TypeError(`a step has no field ${name}`);
  return typeAt(field.type, rest);
}

function structOf(type: GoType): Struct | undefined {
  if (type.kind === 'pointer') return structOf(type.to);
  if (type.kind === 'list') return structOf(type.of);
  return type.kind === 'struct' ? type : undefined;
}
