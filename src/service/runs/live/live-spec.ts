import type { Clock } from '../../../core/clock.ts';
import { after, type Instant, type Millis, millisOf } from '../../../core/instant.ts';
import type { KnownSecrets } from '../../../runner/secrets/known-secrets.ts';
import { readSecrets, resolveKnowing } from '../../../runner/secrets/resolve-with-secrets.ts';
import type { SecretStore } from '../../../runner/secrets/secret-store.ts';
import { writtenSecrets } from '../../../runner/secrets/written-secrets.ts';
import type { Resolved } from '../../../template/resolved.ts';
import type { SharedSpec } from './shared-specs.ts';

export interface LiveSpecOptions {
  readonly shared: SharedSpec;
  readonly namespace: string;
  readonly secrets: SecretStore;
  readonly known: KnownSecrets;
  /** One that never jumps. */
  readonly steady: Clock;
}

/** A look, its answer and what follows from it are one step: Secrets are not read anew for each part of it. */
const ONE_STEP: Millis = millisOf(1_000);

/** The spec of a run as it is now, arguments and Secrets filled in. Without Secrets nothing is read and nothing worked out twice. */
export class LiveSpec {
  readonly #options: LiveSpecOptions;
  #resolved: Resolved | undefined;
  #readAt: Instant | undefined;

  constructor(options: LiveSpecOptions) {
    this.#options = options;
  }

  async resolve(): Promise<Resolved> {
    const { shared, secrets, namespace, known, steady } = this.#options;
    const isFresh = this.#readAt === undefined || steady.now() < after(this.#readAt, ONE_STEP);
    if (this.#resolved !== undefined && isFresh) return this.#resolved;
    if (shared.resolved !== undefined) return (this.#resolved = knowing(shared.resolved(), known));
    const read = await readSecrets(shared.spec, secrets, namespace);
    this.#readAt = steady.now();
    this.#resolved = resolveKnowing(shared.spec, read, known);
    return this.#resolved;
  }
}

function knowing(resolved: Resolved, known: KnownSecrets): Resolved {
  const { spec, opened } = resolved;
  if (spec.kind === 'ready')
    for (const { name } of spec.metrics) known.add(writtenSecrets(opened(name)['provider'] ?? null));
  return { ...resolved, redact: known.redact };
}
