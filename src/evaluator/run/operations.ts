import { IntList, type Value } from '../../core/value.ts';
import { add as addWhole, subtract as subtractWhole } from '../numbers/whole.ts';
import type { BinaryNode } from '../syntax/node.ts';
import { INT, STRING } from '../types/go-type.ts';
import {
  add,
  divide,
  isAtLeast,
  isAtMost,
  isLess,
  isMore,
  modulo,
  multiply,
  power,
  subtract,
} from '../values/arithmetic.ts';
import { contains } from '../values/contains.ts';
import { isEqual } from '../values/equal.ts';
import { toWhole } from '../values/ints.ts';
import { typeName } from '../values/type-name.ts';
import { matches, textTest } from './matches.ts';
import type { Run } from './run.ts';
import { asText, notA } from './stop.ts';

/** What an operator does with two values. */
export type Operation = (left: Value, right: Value, run: Run) => Value;

const OPERATIONS: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ['<', isLess],
  ['>', isMore],
  ['<=', isAtMost],
  ['>=', isAtLeast],
  ['+', add],
  ['-', subtract],
  ['*', multiply],
  ['/', divide],
  ['%', modulo],
  ['**', power],
  ['^', power],
  ['..', range],
  ['in', (left, right, run) => contains(left, right, run)],
  ['==', (left, right, run) => isEqual(left, right, run)],
  ['!=', (left, right, run) => !isEqual(left, right, run)],
  ['matches', reading(matches)],
  ['contains', reading(textTest((text, part) => text.includes(part)))],
  ['startsWith', reading(textTest((text, part) => text.startsWith(part)))],
  ['endsWith', reading(textTest((text, part) => text.endsWith(part)))],
]);

/** Counts what reading a long text costs. */
function reading(operation: Operation): Operation {
  return (left, right, run) => {
    run.read(left);
    return operation(left, right, run);
  };
}

/** What the operator of a node does once both sides have a value. */
export function operationOf(node: BinaryNode): Operation {
  const operation = strictEquality(node) ?? OPERATIONS.get(node.operator);
  if (operation === undefined) throw new Error(`no code for the operator ${node.operator}`);
  return operation;
}

/** If both sides are statically int, or both statically string, `==` insists that they are. */
function strictEquality({ operator, left, right }: BinaryNode): Operation | undefined {
  const isNot = operator === '!=';
  if (operator !== '==' && !isNot) return undefined;
  const type = left.nature.type === right.nature.type ? left.nature.type : undefined;
  if (type === INT) return (a, b, run) => isEqual(mustBeInt(a), mustBeInt(b), run) !== isNot;
  if (type === STRING) return (a, b) => (asText(a) === asText(b)) !== isNot;
  return undefined;
}

function mustBeInt(value: Value): Value {
  return typeName(value) === 'int' ? value : notA(value, 'int');
}

/** `a..b`: the ints from `a` to `b`, both included; empty if `b` is less. */
function range(left: Value, right: Value, run: Run): Value {
  const from = toWhole(left);
  const size = addWhole(subtractWhole(toWhole(right), from), 1);
  if (size <= 0) return new IntList([]);
  // Beyond the budget nothing is made; the size may be more than a number can count.
  run.use(size > 1e9 ? 1e9 : Number(size));
  return new IntList(Array.from({ length: Number(size) }, (_, i) => addWhole(from, i)));
}
