import { compileRegexp } from '../../../core/go/regexp.ts';
import type { Labels } from '../series/labels.ts';
import type { Matcher } from './expression.ts';

/** Whether a label's value is as a matcher wants it. Patterns must fit the whole of it. */
export function fits({ operator, value }: Matcher, label: string): boolean {
  switch (operator) {
    case '=':
      return label === value;
    case '!=':
      return label !== value;
    case '=~':
      return compileRegexp(`^(?:${value})$`).matches(label);
    case '!~':
      return !compileRegexp(`^(?:${value})$`).matches(label);
  }
}

/** Whether all matchers hold. */
export function fitsAll(matchers: readonly Matcher[], labels: Labels): boolean {
  return matchers.every((matcher) => fits(matcher, labels.get(matcher.label) ?? ''));
}
