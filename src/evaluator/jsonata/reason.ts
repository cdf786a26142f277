import { textOf } from '../../core/fault.ts';

/** Why a text is no JSONata, and where, as indices into the text; `from` is its end where something is missing. */
export interface JsonataProblem {
  readonly message: string;
  readonly from: number;
  readonly to: number;
}

/** What JSONata throws: a plain object, or an error that it has added to. */
interface Thrown {
  readonly code: string | undefined;
  readonly message: string;
  readonly position: number | undefined;
  readonly token: string | undefined;
}

/** What was thrown, in words: `The left side of the "+" operator must evaluate to a number (T2001)`. */
export function reasonOf(thrown: unknown): string {
  const { message, code } = readThrown(thrown);
  return code === undefined ? message : `${message} (${code})`;
}

/** A syntax error with its place. JSONata counts to the end of the token that it trips over. */
export function problemIn(text: string, thrown: unknown): JsonataProblem {
  const { position = text.length, token = '' } = readThrown(thrown);
  const to = Math.min(position, text.length);
  const isThere = token !== '' && text.slice(0, to).endsWith(token);
  return { message: reasonOf(thrown), from: isThere ? to - token.length : to, to };
}

function readThrown(thrown: unknown): Thrown {
  // The library's parser and evaluator recurse on the depth of an expression.
  if (thrown instanceof RangeError)
    return { message: 'nested too deeply', code: undefined, position: 0, token: undefined };
  if (typeof thrown !== 'object' || thrown === null) {
    return { message: textOf(thrown), code: undefined, position: undefined, token: undefined };
  }
  const field = (name: string): unknown => Object.getOwnPropertyDescriptor(thrown, name)?.value;
  const [code, message, position, token] = ['code', 'message', 'position', 'token'].map(field);
  return {
    code: typeof code === 'string' ? code : undefined,
    message: typeof message === 'string' ? message : textOf(thrown),
    position: typeof position === 'number' ? position : undefined,
    token: typeof token === 'string' || typeof token === 'number' ? String(token) : undefined,
  };
}
