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
  const say = (is: Json, expected: string): FieldProblem => invalid(field, is, `${path} in body ${expected}`);
  const problems = [
    ...(typeof value === 'string' ? textProblems(limits, value, field, say) : []),
    ...(typeof value === 'number' ? numberProblems(limits, value, say) : []),
    ...(Array.isArray(value) ? listProblems(limits, value, field, say) : []),
    ...(isJsonObject(value) ? objectProblems(limits, Object.keys(value).length, field, say) : []),
  ];
  if (typeof value === 'string' && limits.format !== undefined && !hasFormat(value, limits.format)) {
    const expected = `${path} in body must be of type ${limits.format}: ${quote(value)}`;
    problems.push(typeInvalid(field, value, expected));
  }
  const { enum: allowed = [] } = limits;
  const isAllowed = allowed.length === 0 || allowed.some((one) => one !== null && sameJson(one, value));
  return isAllowed ? problems : [...problems, notSupported(field, value, allowed)];
}

type Say = (is: Json, expected: string) => FieldProblem;

/** The first one only. */
function textProblems(limits: Limits, text: string, field: string, say: Say): readonly FieldProblem[] {
  const { maxLength, minLength, pattern } = limits;
  // In characters, although the words speak of bytes.
  const length = Array.from(text).length;
  if (maxLength !== undefined && length > maxLength) return [tooLong(field, maxLength)];
  if (minLength !== undefined && length < minLength) return [say(text, `should be at least ${minLength} chars long`)];
  const mismatch = pattern ? mismatchOf(text, pattern) : undefined;
  return mismatch === undefined ? [] : [say(text, mismatch)];
}

function mismatchOf(text: string, pattern: string): string | undefined {
  try {
    return compileRegexp(pattern).matches(text) ? undefined : `should match '${pattern}'`;
  } catch (error) {
    if (!(error instanceof RegexpError)) throw error;
    return `should match '${pattern}, but pattern is invalid: ${error.message}'`;
  }
}

function numberProblems(limits: Limits, value: number, say: Say): readonly FieldProblem[] {
  const { multipleOf, maximum, minimum, isMaximumExclusive, isMinimumExclusive } = limits;
  const problems: FieldProblem[] = [];
  if (multipleOf !== undefined && !isMultiple(value, multipleOf)) {
    problems.push(say(value, `should be a multiple of ${formatGeneral(multipleOf)}`));
  }
  if (minimum !== undefined && (isMinimumExclusive ? value <= minimum : value < minimum)) {
    problems.push(say(value, `should be greater than ${isMinimumExclusive ? '' : 'or equal to '}${shown(minimum)}`));
  }
  if (maximum !== undefined && (isMaximumExclusive ? value >= maximum : value > maximum)) {
    problems.push(say(value, `should be less than ${isMaximumExclusive ? '' : 'or equal to '}${shown(maximum)}`));
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

function listProblems(limits: Limits, list: readonly Json[], field: string, say: Say): readonly FieldProblem[] {
  const { minItems, maxItems, areItemsUnique } = limits;
  const problems: FieldProblem[] = [];
  if (minItems !== undefined && list.length < minItems) {
    problems.push(say(list.length, `should have at least ${minItems} items`));
  }
  if (maxItems !== undefined && list.length > maxItems) problems.push(tooMany(field, list.length, maxItems));
  const repeats = list.some((item, index) => list.slice(0, index).some((one) => sameJson(one, item)));
  if (areItemsUnique && repeats) problems.push(say('', "shouldn't contain duplicates"));
  return problems;
}

function objectProblems(limits: Limits, size: number, field: string, say: Say): readonly FieldProblem[] {
  const { minProperties, maxProperties } = limits;
  const problems: FieldProblem[] = [];
  if (minProperties !== undefined && size < minProperties) {
    problems.push(say(size, `should have at least ${minProperties} properties`));
  }
  if (maxProperties !== undefined && size > maxProperties) problems.push(tooMany(field, size, maxProperties));
  return problems;
}
