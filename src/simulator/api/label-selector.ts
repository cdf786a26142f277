import type { JsonObject } from '../../core/json.ts';
import { objectIn, textIn } from '../../core/json-members.ts';
import { labelNameProblems, labelValueProblems } from './label-names.ts';
import { badRequest, quoted } from './refusals.ts';

/** Whether an object's labels fit. */
export type FitsLabels = (labels: JsonObject) => boolean;

/** Signs and words of the language; every other run of characters is a name or a value. */
const TOKEN = /\s*(?:(==|!=|[=!(),<>]|[^\s=!(),<>]+)|$)/y;
const SIGNS: ReadonlySet<string> = new Set(['==', '!=', '=', '!', '(', ')', ',', '<', '>', '']);

/**
 * Reads a query's `labelSelector`: `a=b,c!=d,e in (f,g),h notin (i),j,!k,l>1`. Empty fits all.
 *
 * @throws Fault with a 400 in the API server's words
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors
 */
export function labelSelectorOf(text: string): FitsLabels {
  const tokens = tokensOf(text);
  const all: FitsLabels[] = [];
  while (tokens.peek() !== '') {
    all.push(requirement(tokens));
    if (tokens.peek() === '') break;
    const comma = tokens.take();
    if (comma !== ',') throw badRequest(`found '${comma}', expected: ',' or 'end of string'`);
    if (SIGNS.has(tokens.peek()) && tokens.peek() !== '!') {
      throw badRequest(`found '${tokens.peek()}', expected: identifier after ','`);
    }
  }
  return (labels) => all.every((fits) => fits(labels));
}

/** Whether an object is selected. */
export function hasLabels(object: JsonObject, fits: FitsLabels): boolean {
  return fits(objectIn(objectIn(object, 'metadata'), 'labels'));
}

class Tokens {
  readonly #words: readonly string[];
  #next = 0;

  constructor(words: readonly string[]) {
    this.#words = words;
  }

  peek(): string {
    return this.#words[this.#next] ?? '';
  }

  take(): string {
    const word = this.peek();
    this.#next += 1;
    return word;
  }
}

function tokensOf(text: string): Tokens {
  return new Tokens([...text.matchAll(new RegExp(TOKEN, 'gy'))].map(([, word = '']) => word));
}

function requirement(tokens: Tokens): FitsLabels {
  const isNot = tokens.peek() === '!';
  const first = tokens.peek();
  if (first !== '!' && SIGNS.has(first))
    throw badRequest(`found '${first}', expected: !, identifier, or 'end of string'`);
  if (isNot) tokens.take();
  const name = tokens.take();
  if (SIGNS.has(name)) throw unlike(name, 'identifier');
  const problems = labelNameProblems(name);
  if (problems.length > 0) throw unparsed(`<nil>: Invalid value: ${quoted(name)}: ${problems.join('; ')}`);
  if (isNot) return (labels) => !Object.hasOwn(labels, name);
  if (tokens.peek() === '' || tokens.peek() === ',') return (labels) => Object.hasOwn(labels, name);
  return comparison(name, tokens);
}

function comparison(name: string, tokens: Tokens): FitsLabels {
  const sign = tokens.take();
  switch (sign) {
    case 'in':
    case 'notin': {
      const values = valuesIn(name, tokens);
      const isIn: FitsLabels = (labels) => Object.hasOwn(labels, name) && values.has(textIn(labels, name));
      return sign === 'in' ? isIn : (labels) => !isIn(labels);
    }
    case '=':
    case '==':
    case '!=': {
      const value = valueIn(name, tokens);
      return (labels) => (Object.hasOwn(labels, name) && labels[name] === value) === (sign !== '!=');
    }
    case '<':
    case '>': {
      const bound = boundIn(tokens);
      const isBeyond = (value: number): boolean => (sign === '>' ? value > bound : value < bound);
      return (labels) => /^[+-]?\d+$/.test(textIn(labels, name)) && isBeyond(Number(textIn(labels, name)));
    }
    default:
      throw unlike(sign, 'in, notin, =, ==, !=, gt, lt');
  }
}

function boundIn(tokens: Tokens): number {
  const text = tokens.take();
  if (!/^[+-]?\d+$/.test(text)) {
    throw unparsed(`values[0]: Invalid value: ${quoted(text)}: for 'Gt', 'Lt' operators, the value must be an integer`);
  }
  return Number(text);
}

/** One value; none at all is the empty one. */
function valueIn(name: string, tokens: Tokens): string {
  const next = tokens.peek();
  if (next === '' || next === ',') return '';
  if (SIGNS.has(next)) throw unlike(next, 'identifier');
  return checked(tokens.take(), `values[0][${name}]`);
}

function valuesIn(name: string, tokens: Tokens): ReadonlySet<string> {
  const open = tokens.take();
  if (open !== '(') throw unparsed(`found '${open}' expected: '('`);
  const values = new Set<string>();
  let isOpen = true;
  while (isOpen) {
    const word = tokens.peek();
    if (word === ',' || word === ')') values.add('');
    else if (SIGNS.has(word)) throw unlike(word, "',', ')' or identifier");
    else values.add(checked(tokens.take(), `values[${values.size}][${name}]`));
    const end = tokens.take();
    if (end !== ',' && end !== ')') throw unlike(end, "',' or ')'");
    isOpen = end === ',';
  }
  return values;
}

function checked(value: string, place: string): string {
  const problems = labelValueProblems(value);
  if (problems.length > 0) throw unparsed(`${place}: Invalid value: ${quoted(value)}: ${problems.join('; ')}`);
  return value;
}

function unlike(found: string, expected: string): Error {
  return unparsed(`found '${found}', expected: ${expected}`);
}

function unparsed(message: string): Error {
  return badRequest(`unable to parse requirement: ${message}`);
}
