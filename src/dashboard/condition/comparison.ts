/** `path operator number`, the shape most conditions are made of. */
export interface Comparison {
  /** What is compared, as written: `result[0]`. */
  readonly operand: string;
  readonly operator: Operator;
  readonly bound: number;
}

export type Operator = '<' | '<=' | '>' | '>=' | '==' | '!=';

const NUMBER = String.raw`[-+]?(?:\d[\d_]*\.?[\d_]*|\.\d+)(?:[eE][-+]?\d+)?`;
const FORWARD = new RegExp(String.raw`^(.+?)\s*(<=|>=|==|!=|<|>)\s*(${NUMBER})$`);
const BACKWARD = new RegExp(String.raw`^(${NUMBER})\s*(<=|>=|==|!=|<|>)\s*(.+?)$`);
const MIRRORED: Readonly<Record<Operator, Operator>> = {
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
  '==': '==',
  '!=': '!=',
};
/** A second operator in what is compared: it is no comparison with a number as a whole. */
const JOINED = /&&|\|\||[<>]|==|!=|\b(and|or|not|in)\b|\?|^!/;

/** Reads a comparison with a number, written either way round: `0.05 > result` is `result < 0.05`. Undefined for anything else. */
export function comparisonIn(text: string): Comparison | undefined {
  const bare = withoutParentheses(text.trim());
  const forward = FORWARD.exec(bare);
  if (forward) return comparison(forward[1], forward[2], forward[3]);
  const backward = BACKWARD.exec(bare);
  return backward ? comparison(backward[3], mirrored(backward[2]), backward[1]) : undefined;
}

function comparison(operand = '', operator = '', bound = ''): Comparison | undefined {
  const number = Number(bound.replaceAll('_', ''));
  if (JOINED.test(operand) || !isOperator(operator) || !Number.isFinite(number)) return undefined;
  return { operand: withoutParentheses(operand.trim()), operator, bound: number };
}

function mirrored(operator = ''): string {
  return isOperator(operator) ? MIRRORED[operator] : '';
}

function isOperator(text: string): text is Operator {
  return Object.hasOwn(MIRRORED, text);
}

/** Takes off parentheses that enclose the whole text. */
export function withoutParentheses(text: string): string {
  if (!text.startsWith('(') || !text.endsWith(')')) return text;
  let depth = 0;
  for (let index = 0; index < text.length; index += 1) {
    if (text[index] === '(') depth += 1;
    if (text[index] === ')') depth -= 1;
    if (depth === 0 && index < text.length - 1) return text;
  }
  return withoutParentheses(text.slice(1, -1).trim());
}

/** Whether the comparison holds for a number. */
export function holds({ operator, bound }: Comparison, number: number): boolean {
  switch (operator) {
    case '<':
      return number < bound;
    case '<=':
      return number <= bound;
    case '>':
      return number > bound;
    case '>=':
      return number >= bound;
    case '==':
      return number === bound;
    case '!=':
      return number !== bound;
  }
}
