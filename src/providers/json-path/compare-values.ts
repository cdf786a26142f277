import { compareText } from '../../core/go/compare-text.ts';
import { JsonPathError } from './json-path-error.ts';
import { type PathValue, Whole } from './path-value.ts';

/** The comparisons that a filter knows. Unlike the condition language, a float is never compared with a whole number. */
const OPERATORS: Readonly<Record<string, (a: PathValue, b: PathValue) => boolean>> = {
  '<': isLess,
  '>': (a, b) => !(isLess(a, b) || isEqual(a, b)),
  '==': isEqual,
  '!=': (a, b) => !isEqual(a, b),
  '<=': (a, b) => isLess(a, b) || isEqual(a, b),
  '>=': (a, b) => !isLess(a, b),
};

/**
 * Compares two values as a filter of a JSON path does.
 *
 * @throws JsonPathError `incompatible types for comparison`, `invalid type for comparison`, `unrecognized filter operator =`
 */
export function compareValues(left: PathValue, operator: string, right: PathValue): boolean {
  const compare = Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator] : undefined;
  if (compare === undefined) throw new JsonPathError(`unrecognized filter operator ${operator}`);
  return compare(left, right);
}

function isEqual(a: PathValue, b: PathValue): boolean {
  checkComparable(a, b);
  return a instanceof Whole && b instanceof Whole ? a.value === b.value : a === b;
}

function isLess(a: PathValue, b: PathValue): boolean {
  checkComparable(a, b);
  if (a instanceof Whole && b instanceof Whole) return a.value < b.value;
  if (typeof a === 'number' && typeof b === 'number') return a < b;
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b) < 0;
  throw new JsonPathError('invalid type for comparison');
}

function checkComparable(a: PathValue, b: PathValue): void {
  const [left, right] = [basicKind(a), basicKind(b)];
  if (left === undefined || right === undefined) throw new JsonPathError('invalid type for comparison');
  if (left !== right) throw new JsonPathError('incompatible types for comparison');
}

function basicKind(value: PathValue): string | undefined {
  if (value instanceof Whole) return 'whole';
  return value === null || value === undefined || typeof value === 'object' ? undefined : typeof value;
}
