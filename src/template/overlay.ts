import { Fault } from '../core/fault.ts';
import type { RawArgument } from '../resources/schema/argument.ts';
import type { DryRunRule, RetentionRule } from '../resources/schema/rules.ts';
import type { RunSpec } from '../resources/schema/run-spec.ts';
import { distinctDryRun, distinctRetention, type Flat } from './flatten.ts';

/** What whoever starts a run adds to the templates. */
export interface Caller {
  readonly args?: readonly RawArgument[] | undefined;
  readonly dryRun?: readonly DryRunRule[] | undefined;
  readonly measurementRetention?: readonly RetentionRule[] | undefined;
}

/**
 * Makes the spec of a run from flattened templates and what its caller adds. Arguments that no template declares are dropped;
 * the caller's rules come first.
 *
 * @throws Fault TEMPLATE_INVALID with upstream's text: `args.x was not resolved`, and those of rules with one name
 * @see analysis.md §2.3
 */
export function overlay(flat: Flat, caller: Caller): RunSpec {
  const args = withValues(overlayArguments(flat.args, caller.args ?? []));
  const dryRun = distinctDryRun([...(caller.dryRun ?? []), ...flat.dryRun]);
  const measurementRetention = distinctRetention([
    ...(caller.measurementRetention ?? []),
    ...flat.measurementRetention,
  ]);
  return {
    metrics: [...flat.metrics],
    ...(args.length > 0 && { args: [...args] }),
    ...(dryRun.length > 0 && { dryRun: [...dryRun] }),
    ...(measurementRetention.length > 0 && { measurementRetention: [...measurementRetention] }),
  };
}

/** A value does not erase the template's reference to a secret: both are kept, and the secret wins when the run is resolved. */
function overlayArguments(declared: readonly RawArgument[], given: readonly RawArgument[]): readonly RawArgument[] {
  return declared.map((argument) =>
    given
      .filter(({ name }) => name === argument.name)
      .reduce((merged, next) => ({ ...merged, ...supplied(next) }), argument),
  );
}

function supplied({ value, valueFrom }: RawArgument): Partial<RawArgument> {
  if (value !== undefined && value !== null) return { value };
  return valueFrom ? { valueFrom } : {};
}

function withValues(args: readonly RawArgument[]): readonly RawArgument[] {
  for (const { name, value, valueFrom } of args) {
    const isEmpty = (value === undefined || value === null) && !valueFrom;
    if (isEmpty) throw new Fault('TEMPLATE_INVALID', `args.${name} was not resolved`, { argument: name });
  }
  return args;
}
