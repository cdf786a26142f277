import { MASK, Secret } from '../../core/secret.ts';
import type { RawArgument } from '../../resources/schema/argument.ts';
import type { RunSpec } from '../../resources/schema/run-spec.ts';
import type { SecretsRead } from '../../template/resolved.ts';

/** Upstream's word for a secret that nobody may see. */
const STAND_IN = new Secret('temp-for-secret');

/** Something in place of every secret that a run refers to, for looking at the run where its secrets are not. */
export function standInsFor({ args = [] }: RunSpec): SecretsRead {
  const keys = new Map<string, Record<string, Secret>>();
  for (const { valueFrom } of args) {
    const ref = valueFrom?.secretKeyRef;
    if (ref) keys.set(ref.name, { ...keys.get(ref.name), [ref.key]: STAND_IN });
  }
  return new Map([...keys].map(([name, found]) => [name, { kind: 'found', keys: found }]));
}

/** Which metrics, by their place in the spec, have a condition that depends on a secret, and so cannot be judged without it. */
export function placesWithSecretConditions({ metrics, args = [] }: RunSpec): ReadonlySet<number> {
  const isHidden = ({ value, valueFrom }: RawArgument): boolean =>
    Boolean(valueFrom?.secretKeyRef) || value?.includes(MASK) === true;
  const hidden = new Set(args.filter(isHidden).map(({ name }) => name));
  const dependsOn = (text: string | null | undefined): boolean =>
    [...(text ?? '').matchAll(/\{\{\s*args\.(.*?)\s*\}\}/g)].some(([, name = '']) => hidden.has(name));
  return new Set(
    metrics.flatMap(({ successCondition, failureCondition }, place) =>
      dependsOn(successCondition) || dependsOn(failureCondition) ? [place] : [],
    ),
  );
}
