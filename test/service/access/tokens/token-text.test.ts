import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isLikeToken, isWholeToken, newToken } from '../../../../src/service/access/tokens/token-text.ts';

describe('the text of an API token', () => {
  it('begins so that secret scanners know it, and holds 32 random bytes with a checksum', () => {
    const text = newToken((bytes) => new Uint8Array(bytes).fill(7)).open();
    expect(text).toBe('verdict_BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc1hky6g');
    expect(text).toMatch(/^verdict_[A-Za-z0-9_-]{49}$/);
    expect(isWholeToken(text)).toBe(true);
  });

  it('is a secret to whoever prints it', () => {
    expect(`${newToken(randomBytes)}`).toBe('*****');
  });

  it('is told from one with a single letter changed, wherever', () => {
    const text = newToken(randomBytes).open();
    for (let place = 'verdict_'.length; place < text.length; place += 1) {
      const typo = `${text.slice(0, place)}${text[place] === 'A' ? 'B' : 'A'}${text.slice(place + 1)}`;
      expect([typo, isWholeToken(typo)]).toEqual([typo, false]);
    }
  });

  it.each([
    '',
    'verdict_',
    'Bearer',
    'eyJhbGciOiJIUzI1NiJ9.e30.x',
    `verdict_${'A'.repeat(49)}`,
    `x${newToken(randomBytes).open()}`,
  ])('is not %j', (text) => {
    expect(isWholeToken(text)).toBe(false);
  });

  it('is told from a JWT', () => {
    expect([isLikeToken('verdict_x'), isLikeToken('eyJhbGciOiJIUzI1NiJ9.e30.x')]).toEqual([true, false]);
  });
});
