import { parseArguments } from './calls.ts';
import { isName } from './characters.ts';
import type { Node } from './node.ts';
import type { Parsing } from './parsing.ts';
import type { Token } from './token.ts';

/** What is taken apart, and where it starts. */
interface Base {
  readonly node: Node;
  readonly start: number;
}

/** Everything that may follow an operand: `.name`, `?.name`, `[i]`, `?.[i]`, `[a:b]`, and `(…)` behind a name with a point. */
export function parsePostfix(parsing: Parsing, operand: Node | undefined, start: number): Node | undefined {
  const { cursor } = parsing;
  let node = operand;
  while (node !== undefined && cursor.isFine) {
    const token = cursor.current;
    if (token.value === '?.' && token.kind === 'Operator') node = afterOptional(parsing, { node, start });
    else if (token.value === '.' && token.kind === 'Operator') node = parseName(parsing, { node, start }, false);
    else if (token.value === '[' && token.kind === 'Bracket') node = parseIndex(parsing, { node, start }, false);
    else break;
  }
  return node;
}

function afterOptional(parsing: Parsing, base: Base): Node | undefined {
  const { cursor } = parsing;
  const point = cursor.current;
  cursor.advance();
  if (cursor.isBracket('[')) return parseIndex(parsing, base, true);
  cursor.back(point);
  return parseName(parsing, base, true);
}

/** `.name`, and the call behind it. A chain that went before goes on: it ends behind the last name. */
function parseName(parsing: Parsing, { node, start }: Base, isOptional: boolean): Node | undefined {
  const { cursor } = parsing;
  cursor.advance();
  const token = cursor.current;
  cursor.advance();
  // Words such as `not` and `matches` are good names here.
  const mayBeName = token.kind === 'Identifier' || (token.kind === 'Operator' && isName(token.value));
  if (!mayBeName) cursor.refuse('expected name');
  const property = cursor.make({ kind: 'text', value: token.value }, token);
  const isChain = node.kind === 'chain';
  const object = isChain ? node.inner : node;
  const member =
    property && cursor.make({ kind: 'member', object, property, isOptional, isMethod: false }, token, start);
  const whole = member && parseMethodCall(parsing, { node: member, start }, token);
  if (whole === undefined || !(isChain || isOptional)) return whole;
  return cursor.make({ kind: 'chain', inner: whole }, token, start);
}

function parseMethodCall(parsing: Parsing, { node, start }: Base, token: Token): Node | undefined {
  const { cursor } = parsing;
  if (node.kind !== 'member' || !cursor.isBracket('(')) return node;
  node.isMethod = true;
  const args = [...parseArguments(parsing)];
  return cursor.make({ kind: 'call', callee: node, args }, token, start);
}

/** `[i]` or `[a:b]`; the current word is the bracket. */
function parseIndex(parsing: Parsing, base: Base, isOptional: boolean): Node | undefined {
  const { cursor } = parsing;
  const bracket = cursor.current;
  cursor.advance();
  const lower = cursor.isOperator(':') ? undefined : parsing.expression(0);
  if (cursor.isOperator(':')) return parseSlice(parsing, base, { bracket, lower });
  const { node: object, start } = base;
  const member =
    lower && cursor.make({ kind: 'member', object, property: lower, isOptional, isMethod: false }, bracket, start);
  const whole = member && isOptional ? cursor.make({ kind: 'chain', inner: member }, bracket, start) : member;
  return whole && closed(parsing, whole);
}

function parseSlice(
  parsing: Parsing,
  { node: object, start }: Base,
  { bracket, lower }: { bracket: Token; lower: Node | undefined },
): Node | undefined {
  const { cursor } = parsing;
  cursor.advance();
  const upper = cursor.isBracket(']') ? undefined : parsing.expression(0);
  const slice = cursor.make({ kind: 'slice', object, lower, upper }, bracket, start);
  return slice && closed(parsing, slice);
}

/** Takes the closing bracket and lets the node end behind it. */
function closed({ cursor }: Parsing, node: Node): Node {
  const end = cursor.current.to;
  cursor.expect('Bracket', ']');
  return { ...node, place: { ...node.place, end } };
}
