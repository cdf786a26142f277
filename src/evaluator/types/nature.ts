import { ANY, BOOL, dereferenced, FLOAT64, type GoType, INT, INTEGERS, isAssignable, LIST, STRING } from './go-type.ts';

/** What the checker knows of a part of a condition. */
export interface Nature {
  /** Undefined: unknown, or nil. */
  readonly type: GoType | undefined;
  /** True for what can only be nil, which is not the same as unknown. */
  readonly isNil: boolean;
  /** What the elements of a list are; more exact than its type, which is often `[]interface {}`. */
  readonly elem?: Nature;
  /** The built-in function that a name without a call stands for. */
  readonly builtin?: string;
}

/** Anything may be there. */
export const UNKNOWN: Nature = { type: undefined, isNil: false };
/** Only nil can be there. */
export const NIL: Nature = { type: undefined, isNil: true };

const natures = new Map<GoType, Nature>();

/** The nature of values of a type; unknown for undefined. */
export function natureOf(type: GoType | undefined): Nature {
  if (type === undefined) return UNKNOWN;
  const known = natures.get(type);
  if (known !== undefined) return known;
  const nature = { type, isNil: false };
  natures.set(type, nature);
  return nature;
}

export const BOOLEAN = natureOf(BOOL);
export const INTEGER = natureOf(INT);
export const FLOAT = natureOf(FLOAT64);
export const TEXT = natureOf(STRING);

/** A list with elements of this nature. */
export function listOf(elem: Nature): Nature {
  return { type: LIST, isNil: false, elem };
}

/** As errors print it: `unknown` for nil and for much of what is unknown. */
export function printNature({ type }: Nature): string {
  return type?.name ?? 'unknown';
}

export function isUnknown({ type, isNil }: Nature): boolean {
  return type === undefined ? !isNil : type === ANY;
}

/** What pointers point to. */
export function deref(nature: Nature): Nature {
  return nature.type?.kind === 'ptr' ? natureOf(dereferenced(nature.type)) : nature;
}

/** What is in a list or a map. */
export function elemOf(nature: Nature): Nature {
  switch (nature.type?.kind) {
    case 'slice':
    case 'array':
      return nature.elem ?? natureOf(nature.type.elem);
    case 'map':
    case 'ptr':
      return natureOf(nature.type.elem);
    default:
      return UNKNOWN;
  }
}

export function isBool({ type }: Nature): boolean {
  return type?.kind === 'bool';
}

export function isText({ type }: Nature): boolean {
  return type?.kind === 'string';
}

/** True for Go's own integer types, not for types made of them (months, durations). */
export function isInteger({ type }: Nature): boolean {
  return type !== undefined && type.pkg === '' && INTEGERS.get(type.name) === type;
}

export function isFloat({ type }: Nature): boolean {
  return type === FLOAT64;
}

export function isNumber(nature: Nature): boolean {
  return isInteger(nature) || isFloat(nature);
}

export function isList({ type }: Nature): boolean {
  return type?.kind === 'slice' || type?.kind === 'array';
}

export function isMap({ type }: Nature): boolean {
  return type?.kind === 'map';
}

export function isTime({ type }: Nature): boolean {
  return type?.name === 'time.Time' && type.pkg === 'time';
}

export function isDuration({ type }: Nature): boolean {
  return type?.name === 'time.Duration' && type.pkg === 'time';
}

const TAKES_NIL = new Set(['ptr', 'interface', 'func', 'map', 'slice']);

/** Whether a value of nature `from` may stand where `to` is wanted. Unknown natures may not. */
export function mayStandFor(from: Nature, to: Nature): boolean {
  if (from.isNil && to.type !== undefined && TAKES_NIL.has(to.type.kind)) return true;
  if (from.type === undefined || to.type === undefined) return false;
  return isAssignable(from.type, to.type);
}

/** Whether `==` accepts the two. */
export function isComparable(left: Nature, right: Nature): boolean {
  return (
    isUnknown(left) ||
    isUnknown(right) ||
    left.isNil ||
    right.isNil ||
    (isNumber(left) && isNumber(right)) ||
    (isDuration(left) && isDuration(right)) ||
    (isTime(left) && isTime(right)) ||
    (isList(left) && isList(right)) ||
    mayStandFor(left, right)
  );
}

/** Whether both are unknown, or one is and the other passes one of the tests. */
export function mayFit(left: Nature, right: Nature, ...tests: readonly ((nature: Nature) => boolean)[]): boolean {
  const passes = (nature: Nature): boolean => tests.some((test) => test(nature));
  if (isUnknown(left)) return isUnknown(right) || passes(right);
  return isUnknown(right) && passes(left);
}
