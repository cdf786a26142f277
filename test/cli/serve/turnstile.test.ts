import { expect, it } from 'vitest';
import { Turnstile } from '../../../src/cli/serve/turnstile.ts';

it('lets one through at a time, with others in between, and namespaces take turns', async () => {
  const later: (() => void)[] = [];
  const turnstile = new Turnstile((work) => later.push(work));
  const passed: string[] = [];
  for (const who of ['a 1', 'a 2', 'a 3', 'b 1', 'c 1', 'b 2']) {
    void turnstile.pass(who.slice(0, 1)).then(() => passed.push(who));
  }
  const seen: number[] = [];
  while (later.length > 0) {
    expect(later).toHaveLength(1);
    later.shift()?.();
    await Promise.resolve();
    seen.push(passed.length);
  }
  expect(passed).toEqual(['a 1', 'b 1', 'c 1', 'a 2', 'b 2', 'a 3']);
  expect(seen).toEqual([1, 2, 3, 4, 5, 6, 6]);
  void turnstile.pass('a').then(() => passed.push('again'));
  later.shift()?.();
  await Promise.resolve();
  expect(passed.at(-1)).toBe('again');
});
