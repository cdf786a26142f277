import type { Value } from '../../core/value.ts';
import type { BinaryNode, Node, UnaryNode } from '../syntax/node.ts';
import { add, divide, isAtLeast, isAtMost, isLess, isMore, multiply, negate, subtract } from '../values/arithmetic.ts';
import { isInSet } from '../values/contains.ts';
import { intOf } from '../values/ints.ts';
import { isNil } from '../values/nil.ts';
import { type Code, type Compiling, SKIPPED } from './code.ts';
import { compilePattern } from './matches.ts';
import { operationOf } from './operations.ts';
import type { Run } from './run.ts';
import { asBool } from './stop.ts';

/** The code of `!x`, `-x`, `+x`. */
export function compileUnary(compiling: Compiling, { operator, operand }: UnaryNode): Code {
  const code = compiling.operand(operand);
  if (operator === '-') return (run) => negate(code(run));
  if (operator === '+') return code;
  return (run) => !asBool(code(run));
}

/** What follows the first operand of a row of operators: takes the value so far, gives the next. */
type Step = (so: Value, run: Run) => Value;

/** Rows longer than this are evaluated in a loop, so that they need no stack. */
const LONG_ROW = 50;

/** The code of a binary operator, or of a whole row of them that lean to the left, such as `a + b + c + …`. */
export function compileBinary(compiling: Compiling, node: BinaryNode): Code {
  const row = longRow(node);
  if (row !== undefined) return compileRow(compiling, row);
  const left = compiling.operand(node.left);
  const fast = compileWithLiteral(node, left);
  if (fast !== undefined) return fast;
  const step = compileStep(compiling, node);
  return (run) => step(left(run), run);
}

/** The operators of a long row, the last one first; undefined where there is none. Those inside need no code of their own. */
export function longRow(node: Node): readonly BinaryNode[] | undefined {
  const row: BinaryNode[] = [];
  for (let part = node; part.kind === 'binary'; part = part.left) row.push(part);
  return row.length < LONG_ROW ? undefined : row;
}

function compileRow(compiling: Compiling, row: readonly BinaryNode[]): Code {
  const steps = row.toReversed().map((one) => compileStep(compiling, one));
  const innermost = row.at(-1);
  if (innermost === undefined) throw new Error('a row of operators has at least one');
  const first = compiling.operand(innermost.left);
  return (run) => {
    let value = first(run);
    for (const step of steps) value = step(value, run);
    return value;
  };
}

function compileStep(compiling: Compiling, node: BinaryNode): Step {
  const { operator, right } = node;
  switch (operator) {
    case 'and':
    case '&&':
      return logicStep(compiling.operand(right), false);
    case 'or':
    case '||':
      return logicStep(compiling.operand(right), true);
    case '??':
      return fallbackStep(compiling, right);
    default:
      break;
  }
  if (operator === 'in' && right.kind === 'set') return (needle) => isInSet(needle, right);
  if (operator === 'matches' && right.kind === 'text') {
    const matches = compilePattern(right, right.value);
    return (left, run) => {
      run.read(left);
      return matches(left, run);
    };
  }
  return operationStep(compiling, node);
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
  const right = compiling.operand(node.right);
  const operation = operationOf(node);
  if (!compiling.usesStack) return (left, run) => operation(left, right(run), run);
  return (left, run) => {
    run.hold(left);
    const value = right(run);
    return operation(run.release(), value, run);
  };
}

/** Operators with a literal number on the right are what most conditions are. */
function compileWithLiteral({ operator, right }: BinaryNode, left: Code): Code | undefined {
  if (right.kind !== 'float' && right.kind !== 'integer') return undefined;
  const limit = Number(right.value);
  const literal = right.kind === 'integer' ? intOf(right.value) : right.value;
  switch (operator) {
    case '<':
      return (run) => {
        const value = left(run);
        return typeof value === 'number' ? value < limit : isLess(value, literal);
      };
    case '<=':
      return (run) => {
        const value = left(run);
        return typeof value === 'number' ? value <= limit : isAtMost(value, literal);
      };
    case '>':
      return (run) => {
        const value = left(run);
        return typeof value === 'number' ? value > limit : isMore(value, literal);
      };
    case '>=':
      return (run) => {
        const value = left(run);
        return typeof value === 'number' ? value >= limit : isAtLeast(value, literal);
      };
    case '+':
      return (run) => {
        const value = left(run);
        return typeof value === 'number' ? value + limit : add(value, literal);
      };
    case '-':
      return (run) => {
        const value = left(run);
        return typeof value === 'number' ? value - limit : subtract(value, literal);
      };
    case '*':
      return (run) => {
        const value = left(run);
        return typeof value === 'number' ? value * limit : multiply(value, literal);
      };
    case '/':
      return (run) => {
        const value = left(run);
        return typeof value === 'number' ? value / limit : divide(value, literal);
      };
    default:
      return undefined;
  }
}
