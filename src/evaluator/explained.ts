/** A part of a condition with the value it had. The tree follows the condition as written, not as it was optimised. */
export interface Explained {
  /** The part, letter for letter. */
  readonly text: string;
  /** Its value as a person reads it (`0.97`, `true`, `[0.97, 0.99, … 8 more]`, `nil`), or absent when it was never reached or failed. */
  readonly value?: string;
  /** Why it has no value: upstream's text. Absent when it has one or was not reached. */
  readonly error?: string;
  /** The parts it is made of, in the order they are written; literals and the bodies of predicates are left out. */
  readonly parts: readonly Explained[];
}
