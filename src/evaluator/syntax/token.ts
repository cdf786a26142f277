import { quoteText } from '../text/quote-text.ts';

export type TokenKind = 'Identifier' | 'Number' | 'String' | 'Bytes' | 'Operator' | 'Bracket' | 'EOF';

/** A word of a condition. Offsets are UTF-16 indices into the text; `value` is unescaped for strings. */
export interface Token {
  readonly kind: TokenKind;
  readonly value: string;
  readonly from: number;
  readonly to: number;
}

/** A token as errors name it: `Operator("=")`, `Number(".3")`, `EOF`. */
export function printToken({ kind, value }: Token): string {
  return value === '' ? kind : `${kind}(${quoteText(value)})`;
}
