import { Fault } from '../core/fault.ts';
import type { Secret } from '../core/secret.ts';
import type { RawArgument } from '../resources/schema/argument.ts';
import type { RunSpec } from '../resources/schema/run-spec.ts';
import type { SecretsRead } from './resolved.ts';

/** Stands for every secret wherever a person could see it, and wherever the engine decides. Upstream's word. */
const MASKED = 'temp-for-secret';

/** Names of the Secrets that a run refers to, each once. They are looked for in the run's namespace. */
export function secretNames(runSpec: RunSpec): readonly string[] {
  const names = (runSpec.args ?? []).map((argument) => argument.valueFrom?.secretKeyRef?.name);
  return [...new Set(names.filter((name) => name !== undefined))];
}

/** The arguments with a mask in place of every secret. A secret beats a value. @see analysis.md §3.3 */
export function masked(args: readonly RawArgument[]): readonly RawArgument[] {
  return args.map((argument) => (argument.valueFrom?.secretKeyRef ? { name: argument.name, value: MASKED } : argument));
}

/** The secrets of the arguments that have one, by the argument's place in the list. */
export type SecretByPlace = ReadonlyMap<number, Secret>;

/**
 * Finds the secret of every argument that refers to one.
 *
 * @throws Fault TEMPLATE_INVALID with upstream's text: `secrets "s" not found`, `key 'k' does not exist in secret 's'`
 */
export function secretsOf(args: readonly RawArgument[], secrets: SecretsRead): SecretByPlace {
  return new Map(
    args.flatMap(({ name: argument, valueFrom }, place): readonly [number, Secret][] => {
      const ref = valueFrom?.secretKeyRef;
      if (!ref) return [];
      const read = secrets.get(ref.name) ?? { kind: 'failed', message: `secrets "${ref.name}" not found` };
      const details = { argument, secret: ref.name, key: ref.key };
      if (read.kind === 'failed') throw new Fault('TEMPLATE_INVALID', read.message, details);
      const secret = Object.hasOwn(read.keys, ref.key) ? read.keys[ref.key] : undefined;
      if (secret !== undefined) return [[place, secret]];
      throw new Fault('TEMPLATE_INVALID', `key '${ref.key}' does not exist in secret '${ref.name}'`, details);
    }),
  );
}

/** The secrets that arguments refer to and that are there. These, and not whatever else a Secret holds, are kept out of texts. */
export function referredTo(args: readonly RawArgument[], secrets: SecretsRead): readonly Secret[] {
  return args.flatMap(({ valueFrom }) => {
    const ref = valueFrom?.secretKeyRef;
    const read = ref && secrets.get(ref.name);
    return ref && read?.kind === 'found'
      ? Object.entries(read.keys).flatMap(([key, secret]) => (key === ref.key ? [secret] : []))
      : [];
  });
}

/** The arguments with their secrets in clear. For a provider's scope only. */
export function opened(args: readonly RawArgument[], secrets: SecretByPlace): readonly RawArgument[] {
  return args.map((argument, place) => {
    const secret = secrets.get(place);
    return secret === undefined ? argument : { name: argument.name, value: secret.open() };
  });
}
