import type { Value } from '../../core/value.ts';
import { IntList } from '../../core/value.ts';
import { add as addWhole, subtract as subtractWhole, type Whole } from '../numbers/whole.ts';
import type { BinaryNode, Node, UnaryNode } from '../syntax/node.ts';
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
  negate,
  power,
  subtract,
} from '../values/arithmetic.ts';
import { contains, isInSet } from '../values/contains.ts';
import { isEqual } from '../values/equal.ts';
import { toWhole } from '../values/ints.ts';
import { isNil } from '../values/nil.ts';
import { typeName } from '../values/type-name.ts';
import { type Code, type Compiling, SKIPPED } from './code.ts';
import { compileMatch, compileTextTest } from './matches.ts';
import type { Run } from './run.ts';
import { asBool, asText, notA } from './stop.ts';

/** The code of `!x`, `-x`, `+x`. */
export function compileUnary(compiling: Compiling, { operator, operand }: UnaryNode): Code {
  const code = compiling.operand(operand);
  if (operator === '-') return (run) => negate(code(run));
  if (operator === '+') return code;
  return (run) => !asBool(code(run));
}

type Operation = (left: Value, right: Value, run: Run) => Value;

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
  ['in', (left, right, run) => contains(left, right, run.step)],
  ['==', (left, right, run) => isEqual(left, right, run.step)],
  ['!=', (left, right, run) => !isEqual(left, right, run.step)],
]);

/** What follows the first operand of a row of operators: takes the value so far, gives the next. */
type Step = (so: Value, run: Run) => Value;

/** The code of a binary operator. */
export function compileBinary(compiling: Compiling, node: BinaryNode): Code {
  const row = compiling.operand(node.left);
  const fast = compileFast(compiling, node, row);
  if (fast !== undefined) return fast;
  const step = compileStep(compiling, node);
  return (run) => step(row(run), run);
}

/** Rows longer than this are evaluated in a loop, so that they need no stack. */
const LONG_ROW = 50;

/**
 * The code of a long row of operators that lean to the left, such as `a + b + c + …`; undefined for a short one.
 */
export function compileRow(compiling: Compiling, node: BinaryNode): Code | undefined {
  const row = [node];
  for (let left = node.left; left.kind === 'binary'; left = left.left) row.push(left);
  if (row.length < LONG_ROW) return undefined;
  const first = compiling.operand(row.at(-1)?.left ?? node);
  const steps = row.toReversed().map((one) => compileStep(compiling, one));
  return (run) => {
    let value = first(run);
    for (const step of steps) value = step(value, run);
    return value;
  };
}

function compileStep(compiling: Compiling, node: BinaryNode): Step {
  switch (node.operator) {
    case 'and':
    case '&&':
      return logicStep(compiling.operand(node.right), false);
    case 'or':
    case '||':
      return logicStep(compiling.operand(node.right), true);
    case '??':
      return fallbackStep(compiling, node.right);
    case 'matches':
      return compileMatch(compiling, node.right);
    case 'contains':
    case 'startsWith':
    case 'endsWith':
      return compileTextTest(compiling, node.operator, node.right);
    default:
      return operationStep(compiling, node);
  }
}

/** The right side is evaluated unless the left side is `decided`; it is not asked whether it is a boolean. */
function logicStep(right: Code, decided: boolean): Step {
  return (left, run) => (asBool(left) === decided ? decided : right(run));
}

function fallbackStep(compiling: Compiling, right: Node): Step {
  // A chain on the right side keeps what it found, even a list that was never made.
  const inner = right.kind === 'chain' ? compiling.code(right.inner) : undefined;
  const code = compiling.operand(right);
  const whole: Code = inner === undefined ? code : (run) => unskipped(inner(run));
  return (left, run) => (isNil(left) ? whole(run) : left);
}

function unskipped(value: Value): Value {
  return value === SKIPPED ? null : value;
}

function operationStep(compiling: Compiling, node: BinaryNode): Step {
  const { operator, left, right: rightNode } = node;
  if (operator === 'in' && rightNode.kind === 'set') return (needle) => isInSet(needle, rightNode);
  const right = compiling.operand(rightNode);
  const operation = strictEquality(node) ?? OPERATIONS.get(operator);
  if (operation === undefined) throw new Error(`no code for the operator ${operator} on ${left.kind}`);
  return (value, run) => operation(value, right(run), run);
}

/** If both sides are statically int, or both statically string, `==` insists that they are. */
function strictEquality({ operator, left, right }: BinaryNode): Operation | undefined {
  const isNot = operator === '!=';
  if (operator !== '==' && !isNot) return undefined;
  const isBoth = (type: typeof INT): boolean => left.nature.type === type && right.nature.type === type;
  if (isBoth(INT)) return (a, b) => (mustBeInt(a, b) === mustBeInt(b, b)) !== isNot;
  if (isBoth(STRING)) return (a, b) => equalTexts(a, b) !== isNot;
  return undefined;
}

function equalTexts(a: Value, b: Value): boolean {
  return asText(a) === asText(b);
}

function mustBeInt(value: Value, _other: Value): Whole {
  return typeName(value) === 'int' ? toWhole(value) : notA(value, 'int');
}

/** Comparisons of a number with a literal are what most conditions are. */
function compileFast(compiling: Compiling, { operator, right }: BinaryNode, left: Code): Code | undefined {
  if (right.kind !== 'float' && right.kind !== 'integer') return undefined;
  const limit = Number(right.value);
  const literal = compiling.code(right);
  switch (operator) {
    case '<':
      return (run) => withLimit(left(run), (value) => value < limit, isLess, literal(run));
    default:
      return undefined;
  }
}

function withLimit(
  value: Value,
  test: (value: number) => boolean,
  otherwise: (a: Value, b: Value) => boolean,
  literal: Value,
): boolean {
  return typeof value === 'number' ? test(value) : otherwise(value, literal);
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
