import { waitUntil } from '../../../core/clock.ts';
import { isFault } from '../../../core/fault.ts';
import { growingPause } from '../../../core/growing-pause.ts';
import { after, type Instant, type Millis, millisOf } from '../../../core/instant.ts';
import type { JsonObject } from '../../../core/json.ts';
import { objectIn } from '../../../core/json-members.ts';
import { sameJson } from '../../../core/same-json.ts';
import type { RunSpec } from '../../../resources/schema/run-spec.ts';
import type { KnownSecrets } from '../../../runner/secrets/known-secrets.ts';
import { readSecrets, resolveKnowing } from '../../../runner/secrets/resolve-with-secrets.ts';
import type { SecretStore } from '../../../runner/secrets/secret-store.ts';
import type { Resolved, SecretsRead } from '../../../template/resolved.ts';
import { secretNames } from '../../../template/secrets.ts';
import type { Parts } from '../parts.ts';

export interface FreshSpecOptions {
  readonly run: JsonObject;
  /** Where the run's Secrets are looked for. */
  readonly namespace: string;
  readonly store: SecretStore;
  readonly known: KnownSecrets;
  /** Ends waiting for an API that does not answer. */
  readonly signal: AbortSignal;
}

/** A look, its answer and what follows from it are one step: Secrets are not read anew for each part of it. */
const ONE_STEP: Millis = millisOf(1_000);
const PAUSE = { firstMs: 200, longestMs: 10_000 };
const NO_SECRETS: SecretsRead = new Map();

/** The spec of a run as it is now, arguments and Secrets filled in. Without Secrets nothing is read and nothing worked out twice. */
export class FreshSpec {
  readonly #options: FreshSpecOptions;
  readonly #parts: Pick<Parts, 'steady' | 'log'>;
  #spec: RunSpec;
  #resolved: Resolved | undefined;
  #readAt: Instant | undefined;

  constructor(options: FreshSpecOptions, parts: Pick<Parts, 'steady' | 'log'>) {
    this.#options = options;
    this.#parts = parts;
    this.#spec = specOf(options.run);
  }

  /** Takes in the run as it is now. True when its spec has changed. */
  hear(run: JsonObject): boolean {
    const spec = specOf(run);
    if (sameJson(spec, this.#spec)) return false;
    this.#spec = spec;
    this.#resolved = undefined;
    return true;
  }

  async resolve(): Promise<Resolved> {
    if (this.#resolved !== undefined && this.#isFresh()) return this.#resolved;
    const spec = this.#spec;
    const secrets = secretNames(spec).length === 0 ? NO_SECRETS : await this.#read(spec);
    const resolved = resolveKnowing(spec, secrets, this.#options.known);
    // It may have changed while Secrets were read: the next step sees that.
    if (spec === this.#spec) this.#resolved = resolved;
    return resolved;
  }

  #isFresh(): boolean {
    return this.#readAt === undefined || this.#parts.steady.now() < after(this.#readAt, ONE_STEP);
  }

  /** An API that does not answer tells nothing about the Secrets: the run waits for it. */
  async #read(spec: RunSpec): Promise<SecretsRead> {
    const { store, namespace, signal } = this.#options;
    const { steady, log } = this.#parts;
    for (let failures = 1; ; failures += 1) {
      try {
        const read = await readSecrets(spec, store, namespace);
        this.#readAt = steady.now();
        return read;
      } catch (thrown) {
        if (signal.aborted || !isFault(thrown, 'CLUSTER_UNREACHABLE')) throw thrown;
        log.warn(`the Secrets of a run could not be read: ${thrown.message}`, { namespace });
        await waitUntil(steady, after(steady.now(), growingPause(failures, PAUSE)), signal);
      }
    }
  }
}

function specOf(run: JsonObject): RunSpec {
  // The API has held it against the schema; `resolve` refuses in upstream's words what that lets through.
  return objectIn(run, 'spec') as unknown as RunSpec;
}
