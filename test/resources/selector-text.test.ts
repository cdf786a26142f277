import { expect, it } from 'vitest';
import { selectorText } from '../../src/resources/selector-text.ts';

it.each([
  { selector: {}, wanted: '' },
  { selector: { matchLabels: { app: 'web', tier: 'a' } }, wanted: 'app=web,tier=a' },
  {
    selector: { matchExpressions: [{ key: 'tier', operator: 'In', values: ['a', 'b'] }] },
    wanted: 'tier in (a,b)',
  },
  {
    selector: {
      matchLabels: { app: 'web' },
      matchExpressions: [
        { key: 'tier', operator: 'NotIn', values: ['c'] },
        { key: 'new', operator: 'Exists' },
        { key: 'old', operator: 'DoesNotExist' },
      ],
    },
    wanted: 'app=web,tier notin (c),new,!old',
  },
])('$selector selects by $wanted', ({ selector, wanted }) => {
  expect(selectorText(selector)).toBe(wanted);
});
