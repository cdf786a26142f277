/** Why a text is no condition: upstream's message, and the place as UTF-16 indices. */
export interface SyntaxRefusal {
  readonly message: string;
  readonly from: number;
  readonly to: number;
}

/** Thrown by the lexer and by later passes; carries upstream's message. Never leaves the evaluator. */
export class SyntaxStop extends Error {
  readonly refusal: SyntaxRefusal;

  constructor(message: string, from: number, to: number) {
    super(message);
    this.name = 'SyntaxStop';
    this.refusal = { message, from, to };
  }
}
