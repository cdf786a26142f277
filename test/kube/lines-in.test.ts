import { expect, it } from 'vitest';
import { linesIn } from '../../src/kube/lines-in.ts';

it.each<{ given: string; chunks: readonly string[]; lines: readonly string[] }>([
  { given: 'whole lines', chunks: ['a\nb\n'], lines: ['a', 'b'] },
  { given: 'a line in pieces', chunks: ['a', 'b', 'c\nd\n'], lines: ['abc', 'd'] },
  { given: 'an end that comes alone', chunks: ['a', '\n', 'b\n'], lines: ['a', 'b'] },
  { given: 'an empty line', chunks: ['\n\na\n'], lines: ['', '', 'a'] },
  { given: 'a line that was cut off', chunks: ['a\nb'], lines: ['a'] },
  { given: 'nothing', chunks: [], lines: [] },
])('$given', async ({ chunks, lines }) => {
  expect(await Array.fromAsync(linesIn(inPieces(chunks.map((chunk) => Buffer.from(chunk)))))).toEqual(lines);
});

it('a letter that is cut in two is whole again', async () => {
  const bytes = Buffer.from('µ\n');
  const pieces = [bytes.subarray(0, 1), bytes.subarray(1)];
  expect(await Array.fromAsync(linesIn(inPieces(pieces)))).toEqual(['µ']);
});

async function* inPieces(chunks: readonly Buffer[]): AsyncGenerator<Buffer> {
  for (const chunk of chunks) yield await Promise.resolve(chunk);
}
