import type { RunSpec } from '../../resources/schema/run-spec.ts';
import { resolve } from '../../template/resolve.ts';
import type { Resolved, SecretsRead } from '../../template/resolved.ts';
import { referredTo, secretNames } from '../../template/secrets.ts';
import type { KnownSecrets } from './known-secrets.ts';
import type { SecretStore } from './secret-store.ts';
import { writtenSecrets } from './written-secrets.ts';

/** Reads every Secret that the arguments of a run refer to. */
export async function readSecrets(spec: RunSpec, store: SecretStore, namespace: string): Promise<SecretsRead> {
  const names = secretNames(spec);
  const reads = await Promise.all(names.map((name) => store.read(name, namespace)));
  return new Map(reads.map((read, index) => [names[index] ?? '', read]));
}

/** The run's spec with its arguments and Secrets filled in, and a redaction that knows more than those: `KnownSecrets`. */
export function resolveKnowing(spec: RunSpec, secrets: SecretsRead, known: KnownSecrets): Resolved {
  known.add(referredTo(spec.args ?? [], secrets));
  const resolved = resolve(spec, secrets);
  if (resolved.spec.kind === 'ready') {
    for (const { name } of resolved.spec.metrics) known.add(writtenSecrets(resolved.opened(name)['provider'] ?? null));
  }
  return { ...resolved, redact: known.redact };
}
