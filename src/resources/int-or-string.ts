import { parseInt64 } from '../core/go/int.ts';
import type { IntOrString } from './schema/scalars.ts';

const MAX = 2n ** 63n - 1n;
const MIN = -(2n ** 63n);

/**
 * The number that the original reads from an int-or-string: a text that is no decimal number is silently 0,
 * one beyond 64 bits is the nearest number that fits. Whoever reads documents refuses such texts first.
 *
 * @see analysis.md §1.1
 */
export function readIntOrString(written: IntOrString): number {
  if (typeof written === 'number') return written;
  const read = parseInt64(written, 'Atoi');
  if (read.ok) return Number(read.value);
  if (!/^[+-]?\d+$/.test(written)) return 0;
  return Number(written.startsWith('-') ? MIN : MAX);
}
