import { expect, it } from 'vitest';
import { perObject } from '../../src/core/per-object.ts';

it('computes once for each object, also where the answer is nothing', () => {
  const asked: object[] = [];
  const nothing = perObject((subject: object) => {
    asked.push(subject);
    return undefined;
  });
  const [a, b] = [{}, {}];
  expect([nothing(a), nothing(b), nothing(a)]).toEqual([undefined, undefined, undefined]);
  expect(asked).toEqual([a, b]);
});
