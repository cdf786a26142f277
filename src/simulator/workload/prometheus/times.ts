import { parseFloat64 } from '../../../core/go/parse-float.ts';
import { parseInstant } from '../../../core/instant.ts';
import { promDurationMs } from '../promql/duration.ts';
import { ParameterError } from './request.ts';

/**
 * Reads a moment as the API takes it: seconds since 1970, or RFC 3339.
 *
 * @returns milliseconds since 1970, whole
 * @throws ParameterError
 */
export function momentIn(text: string, parameter: string): number {
  const seconds = parseFloat64(text);
  const ms = seconds.ok ? Math.floor(Math.round(seconds.value * 1e6) / 1000) : parseInstant(text);
  if (ms !== undefined && Number.isSafeInteger(Math.floor(ms))) return Math.floor(ms);
  throw new ParameterError(parameter, `cannot parse "${text}" to a valid timestamp`);
}

/**
 * Reads a step: seconds, or a duration such as `30s`.
 *
 * @returns milliseconds, whole, 1 at least
 * @throws ParameterError
 */
export function stepMsIn(text: string): number {
  const seconds = parseFloat64(text);
  const ms = seconds.ok ? seconds.value * 1000 : promDurationMs(text);
  if (ms === undefined || Number.isNaN(ms))
    throw new ParameterError('step', `cannot parse "${text}" to a valid duration`);
  if (ms <= 0) {
    const message = 'zero or negative query resolution step widths are not accepted. Try a positive integer';
    throw new ParameterError('step', message);
  }
  return Math.max(1, Math.floor(ms));
}
