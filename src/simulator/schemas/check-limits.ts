import { formatGeneral } from '../../core/go/float.ts';
import { quote } from '../../core/go/quote.ts';
import { compileRegexp, RegexpError } from '../../core/go/regexp.ts';
import { isJsonObject, type Json } from '../../core/json.ts';
import { sameJson } from '../../core/same-json.ts';
import type { FieldProblem } from '../api/kind.ts';
import { invalid, notSupported, tooLong, tooMany, typeInvalid } from './field-problems.ts';
import { hasFormat } from './formats.ts';
import type { Limits } from './schema.ts';

/**
 * Which bounds of a schema a value oversteps, in kube-openapi's words.
 *
 * @param path  `spec.replicas`
 */
export function checkLimits(limits: Limits, value: Json, path: string): readonly FieldProblem[] {
  const field = path.replace(/^\./, '') || '<nil>';
  const at: Place = { field, path };
  const problems = [
    ...(typeof value === 'string' ? textProblems(limits, value, at) : []),
    ...(typeof value === 'number' ? numberProblems(limits, value, at) : []),
    ...(Array.isArray(value) ? listProblems(limits, value, at) : []),
    ...(isJsonObject(value) ? objectProblems(limits, Object.keys(value).length, at) : []),
  ];
  if (typeof value === 'string' && limits.format !== undefined && !hasFormat(value, limits.format)) {
    const expected = `${path} in body must be of type ${limits.format}: ${quote(value)}`;
    problems.push(typeInvalid(field, value, expected));
  }
  const { enum: allowed = [] } = limits;
  const isAllowed = allowed.length === 0 || allowed.some((one) => one !== null && sameJson(one, value));
  return isAllowed ? problems : [...problems, notSupported(field, value, allowed)];
}

interface Place {
  /** As problems name it. */
  readonly field: string;
  /** As their sentences do. */
  readonly path: string;
}

function told({ field, path }: Place, is: Json, expected: string): FieldProblem {
  return invalid(field, is, `${path} in body ${expected}`);
}

/** The first one only. */
function textProblems(limits: Limits, text: string, at: Place): readonly FieldProblem[] {
  const { maxLength, minLength, pattern } = limits;
  // In characters, although the words speak of bytes.
  const length = Array.from(text).length;
  if (maxLength !== undefined && length > maxLength) return [tooLong(at.field, maxLength)];
  if (minLength !== undefined && length < minLength)
    return [told(at, text, `should be at least ${minLength} chars long`)];
  const mismatch = pattern ? mismatchOf(text, pattern) : undefined;
  return mismatch === undefined ? [] : [told(at, text, mismatch)];
}

function mismatchOf(text: string, pattern: string): string | undefined {
  try {
    return compileRegexp(pattern).matches(text) ? undefined : `should match '${pattern}'`;
  } catch (error) {
    if (!(error instanceof RegexpError)) throw error;
    return `should match '${pattern}, but pattern is invalid: ${error.message}'`;
  }
}

function numberProblems(limits: Limits, value: number, at: Place): readonly FieldProblem[] {
  const { isMaximumExclusive, isMinimumExclusive } = limits;
  // A whole number is only compared with whole numbers: of bounds it is the whole part that counts.
  const bound = (said: number | undefined): number | undefined =>
    said !== undefined && Number.isInteger(value) ? Math.trunc(said) : said;
  const [multipleOf, minimum, maximum] = [limits.multipleOf, limits.minimum, limits.maximum].map(bound);
  const problems: FieldProblem[] = [];
  if (multipleOf !== undefined && multipleOf <= 0) {
    problems.push(
      invalid(at.field, multipleOf, `factor MultipleOf declared for ${at.path} must be positive: ${shown(multipleOf)}`),
    );
  } else if (multipleOf !== undefined && !isMultiple(value, multipleOf)) {
    problems.push(told(at, value, `should be a multiple of ${shown(multipleOf)}`));
  }
  if (minimum !== undefined && (isMinimumExclusive ? value <= minimum : value < minimum)) {
    problems.push(
      told(at, value, `should be greater than ${isMinimumExclusive ? '' : 'or equal to '}${shown(minimum)}`),
    );
  }
  if (maximum !== undefined && (isMaximumExclusive ? value >= maximum : value > maximum)) {
    problems.push(told(at, value, `should be less than ${isMaximumExclusive ? '' : 'or equal to '}${shown(maximum)}`));
  }
  return problems;
}

/** Thousandths of thousandths are let pass, as upstream's test for whole numbers does. */
function isMultiple(value: number, factor: number): boolean {
  const times = factor < 1 ? (1 / factor) * value : value / factor;
  return Math.abs(times - Math.round(times)) < 1e-9 * Math.max(1, Math.abs(times));
}

function shown(bound: number): string {
  return Number.isInteger(bound) ? String(bound) : formatGeneral(bound);
}

function listProblems(limits: Limits, list: readonly Json[], at: Place): readonly FieldProblem[] {
  const { minItems, maxItems, areItemsUnique } = limits;
  const problems: FieldProblem[] = [];
  if (minItems !== undefined && list.length < minItems) {
    problems.push(told(at, list.length, `should have at least ${minItems} items`));
  }
  if (maxItems !== undefined && list.length > maxItems) problems.push(tooMany(at.field, list.length, maxItems));
  const repeats = list.some((item, index) => list.slice(0, index).some((one) => sameJson(one, item)));
  if (areItemsUnique && repeats) problems.push(told(at, '', "shouldn't contain duplicates"));
  return problems;
}

function objectProblems(limits: Limits, size: number, at: Place): readonly FieldProblem[] {
  const { minProperties, maxProperties } = limits;
  const problems: FieldProblem[] = [];
  if (minProperties !== undefined && size < minProperties) {
    problems.push(told(at, size, `should have at least ${minProperties} properties`));
  }
  if (maxProperties !== undefined && size > maxProperties) problems.push(tooMany(at.field, size, maxProperties));
  return problems;
}
