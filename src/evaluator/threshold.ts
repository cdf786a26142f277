import type { BinaryNode, Node } from './syntax/node.ts';
import { isLogical, isOrder } from './syntax/operators.ts';
import { parseCondition } from './syntax/parser.ts';

/** A limit that a condition compares the result with, read from left to right: the result, the operator, the number. */
export interface Threshold {
  readonly operator: '<' | '<=' | '>' | '>=';
  readonly value: number;
}

/**
 * The number that a condition compares the result with, for drawing a line: `result[0] >= 0.95`, `0.5 > result.rate`,
 * `len(result) == 0 || result[0] < 1`. The result is `result`, a member of it, or `asFloat`, `float`, `max`, `min` or `mean` of these.
 *
 * @returns undefined where there is no such comparison, or more than one
 */
export function thresholdOf(text: string): Threshold | undefined {
  const parsed = parseCondition(text);
  if ('refusal' in parsed) return undefined;
  const found = comparisonsIn(parsed.node)
    .map(readThreshold)
    .filter((threshold) => threshold !== undefined);
  return found.length === 1 ? found[0] : undefined;
}

/** The comparisons that `and` and `or` join. */
function comparisonsIn(root: Node): readonly BinaryNode[] {
  const comparisons: BinaryNode[] = [];
  const open = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind !== 'binary') continue;
    if (isLogical(node.operator)) open.push(node.left, node.right);
    else if (isOrder(node.operator)) comparisons.push(node);
  }
  return comparisons;
}

const MIRRORED = new Map<string, Threshold['operator']>([
  ['<', '>'],
  ['<=', '>='],
  ['>', '<'],
  ['>=', '<='],
]);

function readThreshold({ operator, left, right }: BinaryNode): Threshold | undefined {
  const onRight = numberIn(right);
  const onLeft = numberIn(left);
  if (onRight !== undefined && isResult(left)) return { operator: operator as Threshold['operator'], value: onRight };
  const mirrored = MIRRORED.get(operator);
  if (onLeft === undefined || mirrored === undefined || !isResult(right)) return undefined;
  return { operator: mirrored, value: onLeft };
}

function numberIn(node: Node): number | undefined {
  if (node.kind === 'integer' || node.kind === 'float') return Number(node.value);
  if (node.kind !== 'unary' || node.operand.kind === 'unary') return undefined;
  const size = numberIn(node.operand);
  if (size === undefined || (node.operator !== '-' && node.operator !== '+')) return undefined;
  return node.operator === '-' ? -size : size;
}

const KEEPING_SCALE = new Set(['asFloat', 'float', 'max', 'min', 'mean']);

/** Whether a part is the result or something inside it, on the same scale. */
function isResult(node: Node): boolean {
  switch (node.kind) {
    case 'name':
      return node.name === 'result';
    case 'member':
      return isResult(node.object);
    case 'chain':
      return isResult(node.inner);
    case 'builtin':
      return KEEPING_SCALE.has(node.name) && node.args.length === 1 && node.args.every(isResult);
    case 'call':
      return node.callee.kind === 'name' && KEEPING_SCALE.has(node.callee.name) && node.args.every(isResult);
    default:
      return false;
  }
}
