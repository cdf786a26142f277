import { type FieldError, invalid } from './field-error.ts';

/** An error for a number below zero. */
export function nonNegative(path: string, value: number): readonly FieldError[] {
  return value < 0 ? [invalid(path, value, 'must be greater than or equal to 0')] : [];
}

/** An error for a number that is not above zero. */
export function positive(path: string, value: number): readonly FieldError[] {
  return value <= 0 ? [invalid(path, value, 'must be greater than zero')] : [];
}

/** An error for a number outside a range, bounds included. */
export function inRange(path: string, value: number, low: number, high: number): readonly FieldError[] {
  return value < low || value > high ? [invalid(path, value, rangeText(low, high))] : [];
}

/** Kubernetes' sentence about a range. */
export function rangeText(low: number, high: number): string {
  return `must be between ${low} and ${high}, inclusive`;
}
