import type { Node } from './node.ts';
import type { Parsing } from './parsing.ts';

/** `let name = value; body`; the current word is `let`. */
export function parseLet(parsing: Parsing): Node | undefined {
  const { cursor } = parsing;
  const start = cursor.current.from;
  cursor.expect('Operator', 'let');
  const token = cursor.current;
  cursor.expect('Identifier');
  cursor.expect('Operator', '=');
  const value = parsing.expression(0);
  cursor.expect('Operator', ';');
  const body = parsing.sequence();
  return value && body && cursor.make({ kind: 'let', name: token.value, value, body }, token, start);
}

/** `if c { a } else { b }`, also with `else if`; the current word is `if`. */
export function parseIf(parsing: Parsing): Node | undefined {
  const { cursor } = parsing;
  const token = cursor.current;
  cursor.advance();
  if (!cursor.isFine) return undefined;
  const condition = parsing.expression(0);
  const whenTrue = parseBlock(parsing);
  cursor.expect('Operator', 'else');
  const whenFalse = cursor.isOperator('if') ? parsing.deeper(() => parseIf(parsing)) : parseBlock(parsing);
  if (condition === undefined || whenTrue === undefined || whenFalse === undefined) return undefined;
  const parts = { condition, whenTrue, whenFalse };
  return cursor.makeUncounted({ kind: 'conditional', isTernary: false, ...parts }, token, token.from);
}

function parseBlock(parsing: Parsing): Node | undefined {
  const { cursor } = parsing;
  cursor.expect('Bracket', '{');
  const node = parsing.sequence();
  cursor.expect('Bracket', '}');
  return node;
}
