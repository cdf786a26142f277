/** The lines of a stream as they come, without their ends. Empty lines are passed over. */
export async function* linesOf(stream: AsyncIterable<string | Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const piece of stream) {
    rest += typeof piece === 'string' ? piece : decoder.decode(piece, { stream: true });
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    yield* lines.filter(isWritten);
  }
  rest += decoder.decode();
  if (isWritten(rest)) yield rest;
}

/** Everything a stream holds, as text. */
export async function textOfStream(stream: AsyncIterable<string | Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const piece of stream) text += typeof piece === 'string' ? piece : decoder.decode(piece, { stream: true });
  return text + decoder.decode();
}

function isWritten(line: string): boolean {
  return line.trim() !== '';
}
