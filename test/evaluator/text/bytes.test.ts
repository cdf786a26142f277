import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concatenate, fromBinary, hasStrayBytes, toBinary, toBytes } from '../../../src/evaluator/text/bytes.ts';

const binary = fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes).toString('latin1'));

describe('strings are bytes', () => {
  it('any bytes survive', () => {
    fc.assert(
      fc.property(binary, (bytes) => {
        expect(toBinary(fromBinary(bytes))).toBe(bytes);
      }),
    );
  });

  it('any text survives', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(fromBinary(toBinary(text))).toBe(text);
      }),
    );
  });

  it('joining strings joins their bytes', () => {
    fc.assert(
      fc.property(binary, binary, (a, b) => {
        expect(concatenate(fromBinary(a), fromBinary(b))).toBe(fromBinary(a + b));
      }),
    );
  });

  it.each([
    ['half a character', '\xc3', true],
    ['a surrogate', '\xed\xa0\x80', true],
    ['an overlong form', '\xc0\x80', true],
    ['beyond the last character', '\xf4\x90\x80\x80', true],
    ['the replacement character itself', '\xef\xbf\xbd', false],
    ['a character of four bytes', '\xf0\x9f\x98\x80', false],
  ])('%s: stray bytes are %j → %s', (_, bytes, isStray) => {
    expect(hasStrayBytes(fromBinary(bytes))).toBe(isStray);
    expect(Buffer.from(toBytes(fromBinary(bytes))).toString('latin1')).toBe(bytes);
  });
});
