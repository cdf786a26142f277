import { compileRegexp, RegexpError } from '../../core/go/regexp.ts';
import type { BinaryNode } from '../syntax/node.ts';
import { BYTES, INT } from '../types/go-type.ts';
import {
  BOOLEAN,
  elemOf,
  FLOAT,
  INTEGER,
  isBool,
  isComparable,
  isDuration,
  isFloat,
  isInteger,
  isList,
  isMap,
  isNumber,
  isText,
  isTime,
  isUnknown,
  listOf,
  mayFit,
  mayStandFor,
  type Nature,
  NIL,
  natureOf,
  printNature,
  TEXT,
  UNKNOWN,
} from '../types/nature.ts';
import { DURATION, TIME } from '../types/time-types.ts';
import { refuse } from './checking.ts';

/** What an operator gives for operands of these natures; undefined: it does not take them. */
type Rule = (left: Nature, right: Nature, node: BinaryNode) => Nature | undefined;

type Test = (nature: Nature) => boolean;

/** The nature of `left operator right`; operands are already dereferenced. Ends the check where they do not fit (expr.md §5). */
export function checkBinary(node: BinaryNode, left: Nature, right: Nature): Nature {
  const nature = RULES.get(node.operator)?.(left, right, node);
  if (nature !== undefined) return nature;
  const types = `${printNature(left)} and ${printNature(right)}`;
  return refuse(node, `invalid operation: ${node.operator} (mismatched types ${types})`);
}

/** Both pass the same one of the tests. */
function alike(left: Nature, right: Nature, ...tests: readonly Test[]): boolean {
  return tests.some((test) => test(left) && test(right));
}

/** Operands that are alike, or of which one is unknown. */
function fits(result: Nature, ...tests: readonly Test[]): Rule {
  return (left, right) => (alike(left, right, ...tests) || mayFit(left, right, ...tests) ? result : undefined);
}

const order = fits(BOOLEAN, isNumber, isText, isTime, isDuration);
const logic = fits(BOOLEAN, isBool);
const power = fits(FLOAT, isNumber);
const textual = fits(BOOLEAN, isText);
const equality: Rule = (left, right) => (isComparable(left, right) ? BOOLEAN : undefined);

/** The sum, difference or product of numbers. */
function promoted(left: Nature, right: Nature): Nature {
  return isFloat(left) || isFloat(right) ? FLOAT : INTEGER;
}

const add: Rule = (left, right) => {
  if (alike(left, right, isNumber)) return promoted(left, right);
  if (alike(left, right, isText)) return TEXT;
  if ((isTime(left) && isDuration(right)) || (isDuration(left) && isTime(right))) return natureOf(TIME);
  if (alike(left, right, isDuration)) return natureOf(DURATION);
  return mayFit(left, right, isNumber, isText, isTime, isDuration) ? UNKNOWN : undefined;
};

const subtract: Rule = (left, right) => {
  if (alike(left, right, isNumber)) return promoted(left, right);
  if (alike(left, right, isTime, isDuration)) return natureOf(DURATION);
  if (isTime(left) && isDuration(right)) return natureOf(TIME);
  return mayFit(left, right, isNumber, isTime, isDuration) ? UNKNOWN : undefined;
};

const multiply: Rule = (left, right) => {
  if (alike(left, right, isNumber)) return promoted(left, right);
  const scalable = (nature: Nature): boolean => isNumber(nature) || isDuration(nature);
  if (alike(left, right, scalable)) return natureOf(DURATION);
  return mayFit(left, right, isNumber, isDuration) ? UNKNOWN : undefined;
};

const contained: Rule = (left, right, node) => {
  if ((isText(left) || isUnknown(left)) && right.type?.kind === 'struct') return BOOLEAN;
  if (isMap(right)) return containedInMap(left, right, node);
  if (isList(right)) return containedInList(left, right, node);
  return isUnknown(right) || (isUnknown(left) && isText(right)) ? BOOLEAN : undefined;
};

function containedInMap(left: Nature, right: Nature, node: BinaryNode): Nature {
  const key = natureOf(right.type?.key);
  if (isUnknown(left) || mayStandFor(left, key)) return BOOLEAN;
  return refuse(node, `cannot use ${printNature(left)} as type ${printNature(key)} in map key`);
}

function containedInList(left: Nature, right: Nature, node: BinaryNode): Nature {
  const elem = elemOf(right);
  if (isComparable(left, elem)) return BOOLEAN;
  return refuse(node, `cannot use ${printNature(left)} as type ${printNature(elem)} in array`);
}

const matching: Rule = (left, right, node) => {
  if (node.right.kind === 'text') checkPattern(node, node.right.value);
  if ((isText(left) || left.type === BYTES) && isText(right)) return BOOLEAN;
  return mayFit(left, right, isText) ? BOOLEAN : undefined;
};

function checkPattern(node: BinaryNode, pattern: string): void {
  try {
    compileRegexp(pattern);
  } catch (thrown) {
    if (thrown instanceof RegexpError) refuse(node, thrown.message);
    throw thrown;
  }
}

const fallback: Rule = (left, right) => {
  if (left.isNil) return right.isNil ? NIL : right;
  if (right.isNil) return left;
  return mayStandFor(right, left) ? left : UNKNOWN;
};

const RULES: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['==', equality],
  ['!=', equality],
  ['or', logic],
  ['||', logic],
  ['and', logic],
  ['&&', logic],
  ['<', order],
  ['>', order],
  ['<=', order],
  ['>=', order],
  ['+', add],
  ['-', subtract],
  ['*', multiply],
  ['/', power],
  ['**', power],
  ['^', power],
  ['%', fits(INTEGER, isInteger)],
  ['in', contained],
  ['matches', matching],
  ['contains', textual],
  ['startsWith', textual],
  ['endsWith', textual],
  ['..', fits(listOf(natureOf(INT)), isInteger)],
  ['??', fallback],
]);
