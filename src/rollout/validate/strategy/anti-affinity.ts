import type { Fields } from '../../reading/fields.ts';
import { type FieldError, invalid } from '../field-error.ts';
import { maybeBelow } from '../parts.ts';

/** What is wrong with `antiAffinity` of a strategy. */
export function antiAffinityErrors(strategy: Fields, strategyPath: string): readonly FieldError[] {
  const antiAffinity = maybeBelow(strategy, 'antiAffinity');
  if (antiAffinity === undefined) return [];
  const path = `${strategyPath}.antiAffinity`;
  const preferred = maybeBelow(antiAffinity, 'preferredDuringSchedulingIgnoredDuringExecution');
  const isPreferred = preferred !== undefined;
  const isRequired = antiAffinity.object('requiredDuringSchedulingIgnoredDuringExecution') !== undefined;
  const listed = `antiAffinity.PreferredDuringSchedulingIgnoredDuringExecution: ${isPreferred} antiAffinity.RequiredDuringSchedulingIgnoredDuringExecution: ${isRequired}`;
  const weight = preferred?.whole('weight') ?? 0;
  return [
    ...(isPreferred === isRequired
      ? [invalid(path, listed, 'AntiAffinity must have exactly one strategy listed')]
      : []),
    ...(isPreferred && (weight < 1 || weight > 100)
      ? [invalid(`${path}.weight`, weight, 'AntiAffinity weight must be between 1-100')]
      : []),
  ];
}
