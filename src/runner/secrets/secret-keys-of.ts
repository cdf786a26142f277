import type { RunSpec } from '../../resources/schema/run-spec.ts';
import type { SecretKey } from './secret-source.ts';

/** Every key of a Secret that an argument of a run refers to. */
export function secretKeysOf({ args = [] }: RunSpec): readonly SecretKey[] {
  return args.flatMap(({ valueFrom }) => (valueFrom?.secretKeyRef ? [valueFrom.secretKeyRef] : []));
}
