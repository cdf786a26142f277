import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareQuantities, isWholeQuantity, roundedToMilli } from '../../src/resources/quantity.ts';

describe('amounts in order', () => {
  it.each<[smaller: string, larger: string]>([
    ['-1', '0'],
    ['-2', '-1'],
    ['0', '1n'],
    ['100m', '0.2'],
    ['1k', '1Ki'],
    ['1Gi', '1.1Gi'],
    ['999', '1e3'],
    ['1e400', '1e401'],
    ['1n', '1e2000000000'],
  ])('%s is less than %s', (smaller, larger) => {
    expect(compareQuantities(smaller, larger)).toBeLessThan(0);
    expect(compareQuantities(larger, smaller)).toBeGreaterThan(0);
  });

  it.each<[a: string, b: string]>([
    ['1024', '1Ki'],
    ['0', '-0'],
    ['0.5', '500m'],
    ['1e3', '1k'],
    ['nonsense', '0'],
  ])('%s is as much as %s', (a, b) => {
    expect(compareQuantities(a, b)).toBe(0);
  });

  it('is the order of numbers', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), (a, b) => {
        expect(Math.sign(compareQuantities(`${a}m`, `${b}m`))).toBe(Math.sign(a - b) + 0);
      }),
    );
  });

  it.each<[text: string, isWhole: boolean]>([
    ['1', true],
    ['1500m', false],
    ['2000m', true],
    ['1.5Ki', true],
    ['1e100', true],
    ['1n', false],
  ])('whether %s is whole: %s', (text, isWhole) => {
    expect(isWholeQuantity(text)).toBe(isWhole);
  });

  it.each<[text: string, rounded: string]>([
    ['100u', '1m'],
    ['1001u', '2m'],
    ['-1u', '-1m'],
    ['0.0015', '2m'],
    ['1500m', '1500m'],
    ['3Mi', '3Mi'],
  ])('%s is rounded to %s', (text, rounded) => {
    expect(roundedToMilli(text)).toBe(rounded);
  });
});
