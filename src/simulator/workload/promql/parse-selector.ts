import { compileRegexp, RegexpError } from '../../../core/go/regexp.ts';
import { NAME } from '../series/labels.ts';
import type { Matcher, Selector } from './expression.ts';
import { fits } from './fits.ts';
import { QueryError } from './query-error.ts';
import type { TokenCursor } from './token-cursor.ts';

const OPERATORS: readonly Matcher['operator'][] = ['=', '!=', '=~', '!~'];

/**
 * Reads `name`, `name{label="value", …}` or `{…}`.
 *
 * @throws QueryError `bad_data`, also for a selector that takes series without any of its labels
 */
export function parseSelector(cursor: TokenCursor): Selector {
  const { at } = cursor.peek();
  const name = cursor.peek().kind === 'name' ? cursor.take().text : '';
  const braced = cursor.takeSign('{') ? parseMatchers(cursor) : [];
  const second = braced.find(({ label }) => label === NAME)?.value;
  if (name !== '' && second !== undefined) {
    throw cursor.fault(`metric name must not be set twice: "${name}" or "${second}"`, at);
  }
  const matchers: readonly Matcher[] = name === '' ? braced : [...braced, { label: NAME, operator: '=', value: name }];
  if (matchers.every((matcher) => fits(matcher, ''))) {
    throw cursor.fault('vector selector must contain at least one non-empty matcher', at);
  }
  return { kind: 'selector', matchers };
}

function parseMatchers(cursor: TokenCursor): readonly Matcher[] {
  const matchers: Matcher[] = [];
  while (!cursor.takeSign('}')) {
    matchers.push(parseMatcher(cursor));
    if (cursor.takeSign(',')) continue;
    cursor.expectSign('}', ' in label matching, expected "," or "}"');
    break;
  }
  return matchers;
}

function parseMatcher(cursor: TokenCursor): Matcher {
  const label = cursor.peek();
  if (label.kind === 'end') throw cursor.fault('unexpected end of input inside braces');
  if (label.kind !== 'name' || label.text.includes(':')) {
    throw cursor.unexpected(' in label matching, expected identifier or "}"');
  }
  cursor.take();
  const operator = OPERATORS.find((sign) => cursor.takeSign(sign));
  if (operator === undefined) throw cursor.unexpected(' in label matching, expected label matching operator');
  if (cursor.peek().kind !== 'text') throw cursor.unexpected(' in label matching, expected string');
  const matcher: Matcher = { label: label.text, operator, value: cursor.take().text };
  checkPattern(matcher, label.at);
  return matcher;
}

function checkPattern({ operator, value }: Matcher, at: number): void {
  if (operator === '=' || operator === '!=') return;
  try {
    compileRegexp(`^(?:${value})$`);
  } catch (thrown) {
    if (thrown instanceof RegexpError) throw new QueryError('bad_data', thrown.message, at);
    throw thrown;
  }
}
