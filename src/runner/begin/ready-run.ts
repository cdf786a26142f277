import type { Clock } from '../../core/clock.ts';
import type { Environment } from '../../core/environment.ts';
import { withRegexpsUpTo } from '../../core/go/regexp.ts';
import type { Jsonata } from '../../evaluator/jsonata.ts';
import type { Http } from '../../providers/http/http.ts';
import type { Providers } from '../../providers/provider.ts';
import type { RunSpec } from '../../resources/schema/run-spec.ts';
import type { Deps } from '../deps.ts';
import type { LiveRun } from '../drive.ts';
import { KnownSecrets } from '../secrets/known-secrets.ts';
import { providerSecrets } from '../secrets/provider-secrets.ts';
import { readSecrets, resolveKnowing } from '../secrets/resolve-with-secrets.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import { watchedEnvironment, watchedHttp } from '../secrets/watch-world.ts';
import type { Turns } from '../turns.ts';
import { checkRun } from './check-run.ts';
import { refuseMissingSecrets } from './refuse-missing-secrets.ts';
import { withSyntaxCheck } from './syntax-check.ts';
import type { Words } from './words.ts';

/** A run at its beginning, or where a process before this one left it. */
export interface BegunRun extends Pick<LiveRun, 'ref' | 'status' | 'memory'> {
  /** As merged, arguments unresolved. */
  readonly spec: RunSpec;
}

/** What a run is measured with. */
export interface Around {
  readonly store: SecretStore;
  readonly providers: Providers;
  readonly http: Http;
  readonly clock: Clock;
  /** A clock that never jumps, in milliseconds. */
  readonly elapsed: () => number;
  readonly env: Environment;
  /** Where many runs go on side by side: looks wait for their turn here. Absent: nobody waits. */
  readonly turns?: Pick<Turns, 'take'>;
}

/** A run that can be driven. */
export interface ReadyRun {
  readonly run: Omit<LiveRun, 'stop'>;
  readonly deps: Deps;
  readonly spec: RunSpec;
  /** Every secret that the run has put to use so far. */
  readonly known: KnownSecrets;
}

/** Puts together what drives a run. Nothing is looked at yet: `refuseUnready` does, before anything is measured. */
export function readyRun(
  { ref, status, memory, spec }: BegunRun,
  { store, providers, http, clock, elapsed, env, turns }: Around,
): ReadyRun {
  const known = new KnownSecrets();
  return {
    run: {
      ref,
      status,
      memory,
      resolve: async () => resolveKnowing(spec, await readSecrets(spec, store, ref.namespace), known),
    },
    deps: {
      clock,
      elapsed,
      providers,
      http: watchedHttp(http, known),
      env: watchedEnvironment(env, known),
      secret: providerSecrets(store, known, env['POD_NAMESPACE'] ?? 'argo-rollouts'),
      ...(turns && { turns }),
    },
    spec,
    known,
  };
}

/** What a run is held to before it is begun. */
export interface Beforehand {
  readonly store: SecretStore;
  /** Whether a cluster is among the places of Secrets. */
  readonly hasCluster: boolean;
  /** Whether the run has an end even if its metrics have none, or needs none. */
  readonly hasTimeout: boolean;
  readonly words: Words;
  /** How many parts the regular expressions of its conditions and rules may have in all, as `regexpWeight` counts them. Absent: any number. */
  readonly regexpParts?: number;
  /** Looks at conditions in JSONata. Absent: in this thread. */
  readonly jsonata?: Pick<Jsonata, 'check'> | undefined;
}

/**
 * Refuses a run that cannot come to anything: a Secret that is not there, a spec that does not hold together, an unknown provider,
 * a condition that cannot be parsed, a metric without an end. From then on `known` has the secrets of its arguments.
 *
 * @throws Fault TEMPLATE_INVALID, PROVIDER_UNKNOWN, CONDITION_INVALID, USAGE_INVALID
 */
export async function refuseUnready(
  { run: { ref }, deps: { providers }, spec, known }: ReadyRun,
  { store, hasCluster, hasTimeout, words, regexpParts = Infinity, jsonata }: Beforehand,
): Promise<void> {
  const read = await readSecrets(spec, store, ref.namespace);
  refuseMissingSecrets(spec, read, store, { hasCluster, words });
  await withSyntaxCheck(
    (checkSyntax) =>
      withRegexpsUpTo(regexpParts, () => {
        const resolved = resolveKnowing(spec, read, known);
        checkRun(resolved, { providers, checkSyntax, hasTimeout, words });
      }),
    jsonata,
  );
}
