import { type Instant, instantOf } from '../../core/instant.ts';
import type { Json } from '../../core/json.ts';
import type { Reading } from '../../core/reading.ts';
import { Secret } from '../../core/secret.ts';
import { createHttp } from '../http/create-http.ts';
import type { Http } from '../http/http.ts';
import type { Provider, Scope } from '../provider.ts';

/** What a look may see of the world; all of it has a default. */
export interface LookOptions {
  /** Secrets of the controller's namespace: name → key → text. Default: none. */
  readonly secrets?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Default: empty. */
  readonly env?: Readonly<Record<string, string>>;
  /** Default: 2001-09-09T01:46:40Z, long enough ago that the present is seen when it creeps in. */
  readonly now?: Instant;
  /** Default: never aborted. */
  readonly signal?: AbortSignal;
  /** Default: the client that Verdict uses. */
  readonly http?: Http;
}

/** The time of a look that names none. */
export const LONG_AGO: Instant = instantOf(1_000_000_000_000);

/** A scope such as the runner makes, for a look of its own: namespace `default`, metric `metric`, first measurement. */
export function scopeOf(options: LookOptions = {}): Scope {
  const { secrets = {}, env = {}, now = LONG_AGO, signal = new AbortController().signal } = options;
  const run = { name: 'run', namespace: 'default', uid: 'b2c1d4e0-0000-4000-8000-000000000000' };
  return {
    env: (name) => (Object.hasOwn(env, name) ? env[name] : undefined),
    async secret(name) {
      const keys = Object.hasOwn(secrets, name) ? secrets[name] : undefined;
      return keys && Object.fromEntries(Object.entries(keys).map(([key, text]) => [key, new Secret(text)]));
    },
    namespace: run.namespace,
    run,
    metric: { name: 'metric', interval: '', number: 1 },
    now,
    signal,
    http: options.http ?? createHttp(),
  };
}

/**
 * Reads the settings and looks once, as the runner does.
 *
 * @throws whatever the provider throws
 */
export async function lookOnce(provider: Provider, settings: Json, options: LookOptions = {}): Promise<Reading> {
  const scope = scopeOf(options);
  return provider.measure(await provider.parse(settings, scope), scope);
}
