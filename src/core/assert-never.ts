/** The compiler's proof that every member of a union was handled; reached only when a type was lied about. */
export function assertNever(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`);
}
