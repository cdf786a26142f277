const float = new Float64Array(1);
const bits = new BigUint64Array(float.buffer);

/** The 64 bits of a float64. */
export function float64Bits(f: number): bigint {
  float[0] = f;
  return bits[0] ?? 0n;
}

/** The float64 with these 64 bits. */
export function float64FromBits(pattern: bigint): number {
  bits[0] = pattern;
  return float[0] ?? 0;
}

/** A finite float64 ≥ 0 as a whole number times a power of two, exactly. */
export function decompose(f: number): { mantissa: bigint; exponent: number } {
  const pattern = float64Bits(f);
  const biased = Number((pattern >> 52n) & 0x7ffn);
  const fraction = pattern & 0xfffffffffffffn;
  if (biased === 0) return { mantissa: fraction, exponent: -1074 };
  return { mantissa: fraction | (1n << 52n), exponent: biased - 1075 };
}
