import { expect, it } from 'vitest';
import { bearerIn } from '../../../src/service/access/bearer.ts';

const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

it.each([
  { header: 'Bearer abc', token: 'abc' },
  { header: 'bearer  abc ', token: 'abc' },
  { header: basic('verdict:abc'), token: 'abc' },
  { header: basic(':abc'), token: 'abc' },
  { header: basic('user:a:b'), token: 'a:b' },
])('$header shows $token', ({ header, token }) => {
  expect(bearerIn(header)?.open()).toBe(token);
});

it('no header shows nothing', () => {
  expect(bearerIn(undefined)).toBeUndefined();
});

it.each([
  '',
  'abc',
  'Bearer',
  'Bearer a b',
  'Digest abc',
  basic('abc'),
  basic('user:'),
  'Basic',
  `Bearer ${'a'.repeat(9000)}`,
])('refuses %.40s', (header) => {
  expect(() => bearerIn(header)).toThrow(expect.objectContaining({ code: 'UNAUTHENTICATED' }));
});
