import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalQuantity } from '../../src/resources/quantity.ts';

describe('amounts as Kubernetes writes them again', () => {
  it.each<[written: string, canonical: string]>([
    ['1000m', '1'],
    ['0.15', '150m'],
    ['1024Mi', '1Gi'],
    ['1.5Gi', '1536Mi'],
    ['1536Mi', '1536Mi'],
    ['1000Ki', '1000Ki'],
    ['0.5Ki', '512'],
    ['1.0001Ki', '1024102400u'],
    ['512Ki', '512Ki'],
    ['8192M', '8192M'],
    ['5000', '5k'],
    ['1e3', '1e3'],
    ['5000e0', '5e3'],
    ['1E400', '10e399'],
    ['0.1n', '1n'],
    ['-0.1n', '-1n'],
    ['0.0', '0'],
    ['-0', '0'],
    ['0Gi', '0'],
    [' 5 ', '5'],
    ['9Ei', '9223372036854775807'],
    ['12345678901234567890', '12345678901234567890'],
  ])('%s becomes %s', (written, canonical) => {
    expect(canonicalQuantity(written)).toBe(canonical);
  });

  it.each(['+2', '007', '1.250', '3Mi', '1E3'])('%s looks canonical to Kubernetes and stays', (written) => {
    expect(canonicalQuantity(written)).toBe(written);
  });

  it('5000E loses its size in Kubernetes, so it does here', () => {
    expect(canonicalQuantity('5000E')).toBe('5');
  });

  it.each(['', 'invalid', '1 Gi', '1..2', '1K', '1mi', 'Gi', '1e', '+'])('%j is no amount', (written) => {
    expect(canonicalQuantity(written)).toBeUndefined();
  });

  it('writing again changes nothing more', () => {
    const number = fc.tuple(fc.nat(), fc.nat(9999)).map(([whole, fraction]) => `${whole}.${fraction}`);
    const suffix = fc.constantFrom('', 'm', 'u', 'n', 'k', 'M', 'G', 'Ki', 'Mi', 'Gi', 'e3', 'e-3');
    fc.assert(
      fc.property(number, suffix, (digits, unit) => {
        const once = canonicalQuantity(digits + unit) ?? '';
        expect(once).not.toBe('');
        expect(canonicalQuantity(once)).toBe(once);
      }),
    );
  });
});
