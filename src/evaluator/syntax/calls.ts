import { BUILTIN_NAMES } from '../builtins/names.ts';
import type { Node } from './node.ts';
import type { Parsing } from './parsing.ts';
import type { Token } from './token.ts';

type Argument = 'expression' | 'predicate' | 'optional predicate' | 'optional expression';

/** The functions that take a predicate, with what they take. */
const TAKES_PREDICATE: ReadonlyMap<string, readonly Argument[]> = new Map<string, readonly Argument[]>([
  ['all', ['expression', 'predicate']],
  ['none', ['expression', 'predicate']],
  ['any', ['expression', 'predicate']],
  ['one', ['expression', 'predicate']],
  ['filter', ['expression', 'predicate']],
  ['map', ['expression', 'predicate']],
  ['count', ['expression', 'optional predicate']],
  ['sum', ['expression', 'optional predicate']],
  ['find', ['expression', 'predicate']],
  ['findIndex', ['expression', 'predicate']],
  ['findLast', ['expression', 'predicate']],
  ['findLastIndex', ['expression', 'predicate']],
  ['groupBy', ['expression', 'predicate']],
  ['sortBy', ['expression', 'predicate', 'optional expression']],
  ['reduce', ['expression', 'predicate', 'optional expression']],
]);

/** Where a call stands and what a pipe has already given it. */
export interface CallHead {
  /** The name that is called. */
  readonly token: Token;
  /** Where the whole call starts: at its name, or at what is piped into it. */
  readonly start: number;
  readonly piped: readonly Node[];
}

/** The call of a function by name; the current word should be its opening parenthesis. */
export function parseCall(parsing: Parsing, head: CallHead): Node | undefined {
  const { cursor } = parsing;
  const { token, start, piped } = head;
  const name = token.value;
  const wanted = TAKES_PREDICATE.get(name);
  if (wanted !== undefined) {
    const args = [...piped, ...predicateArguments(parsing, wanted.slice(piped.length))];
    return cursor.make({ kind: 'builtin', name, args }, token, start);
  }
  if (BUILTIN_NAMES.has(name)) {
    const args = [...piped, ...parseArguments(parsing)];
    return cursor.make({ kind: 'builtin', name, args }, token, start);
  }
  const callee = cursor.make({ kind: 'name', name }, token);
  if (callee === undefined) return undefined;
  const args = [...piped, ...parseArguments(parsing)];
  return cursor.make({ kind: 'call', callee, args }, token, start);
}

function predicateArguments(parsing: Parsing, wanted: readonly Argument[]): readonly Node[] {
  const { cursor } = parsing;
  const args: Node[] = [];
  cursor.expect('Bracket', '(');
  for (const [index, argument] of wanted.entries()) {
    if (cursor.isBracket(')')) {
      if (argument.startsWith('optional')) break;
      cursor.refuse(`expected at least ${wanted.length} arguments`);
    }
    if (index > 0) cursor.expect('Operator', ',');
    const node = argument.endsWith('predicate') ? parsing.predicate() : parsing.expression(0);
    if (node !== undefined) args.push(node);
  }
  if (cursor.isOperator(',')) cursor.advance();
  cursor.expect('Bracket', ')');
  return args;
}

/** `(a, b)`; one comma may follow the last argument. */
export function parseArguments(parsing: Parsing): readonly Node[] {
  const { cursor } = parsing;
  const args: Node[] = [];
  cursor.expect('Bracket', '(');
  for (let count = 0; !cursor.isBracket(')') && cursor.isFine; count += 1) {
    if (count > 0) cursor.expect('Operator', ',');
    if (cursor.isBracket(')')) break;
    const argument = parsing.expression(0);
    if (argument !== undefined) args.push(argument);
  }
  cursor.expect('Bracket', ')');
  return args;
}
