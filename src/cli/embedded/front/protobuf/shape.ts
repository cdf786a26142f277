/** What the bytes of a field mean. */
export type Shape =
  | 'text'
  /** In base64, as JSON has them. */
  | 'bytes'
  | 'number'
  | 'yes-or-no'
  /** A message of a kind and the two values, of which JSON has the one that is meant. */
  | 'number-or-text'
  /** The server would drop it. */
  | 'ignored'
  | { readonly message: Message }
  | { readonly texts: true }
  | { readonly messages: Message }
  /** Text by text, or bytes by text. */
  | { readonly map: 'text' | 'bytes' };

export interface Field {
  readonly name: string;
  readonly shape: Shape;
  /** Zero and `false` are values too, where the Go type is a pointer; otherwise they mean that nothing is said. */
  readonly isPointer?: true;
}

/** The fields of a message by their numbers. */
export type Message = Readonly<Record<number, Field>>;
