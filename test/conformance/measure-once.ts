import { failedAnswer, judgeReading } from '../../src/analysis/judge-reading.ts';
import { type Answer } from '../../src/analysis/sample.ts';
import { Fault } from '../../src/core/fault.ts';
import { type Instant, instantOf } from '../../src/core/instant.ts';
import type { Json } from '../../src/core/json.ts';
import type { Metadata, Reading } from '../../src/core/reading.ts';
import { Secret } from '../../src/core/secret.ts';
import { evaluate } from '../../src/evaluator/evaluate.ts';
import type { Http } from '../../src/providers/http/http.ts';
import type { Provider, Scope } from '../../src/providers/provider.ts';

/** 2026-03-01T10:05:00Z, the time of every line that measures once. */
export const NOW: Instant = instantOf(1_772_359_500_000);

/** Secrets by `namespace/name`, then by key. */
export type Secrets = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** One look of a metric without an engine around it. */
export interface Look {
  readonly provider: Provider;
  /** What stands below the provider's key. */
  readonly config: Json;
  readonly http: Http;
  readonly success?: string | undefined;
  readonly failure?: string | undefined;
  readonly secrets?: Secrets | undefined;
  readonly env?: Readonly<Record<string, string>> | undefined;
}

/** What a look came to, as ground truth writes it; members that are empty are left out. */
export type Looked =
  | { readonly buildError: string }
  | {
      readonly phase: string;
      readonly value?: string;
      readonly message?: string;
      readonly metadata?: Metadata;
    };

/** Reads the settings, looks once and judges. What is thrown on purpose becomes a message; anything else is thrown on. */
export async function measureOnce(look: Look): Promise<Looked> {
  const scope = scopeOf(look);
  let config: unknown;
  try {
    config = await look.provider.parse(look.config, scope);
  } catch (thrown) {
    return { buildError: messageOf(thrown) };
  }
  const answer = await take(look, config, scope);
  if (answer.kind !== 'ended') return { phase: answer.phase };
  const { phase, value, message, metadata } = answer;
  return {
    phase,
    ...(value ? { value } : {}),
    ...(message ? { message } : {}),
    ...(metadata === undefined || Object.keys(metadata).length === 0 ? {} : { metadata }),
  };
}

async function take(look: Look, config: unknown, scope: Scope): Promise<Answer> {
  let reading: Reading;
  try {
    reading = await look.provider.measure(config, scope);
  } catch (thrown) {
    return failedAnswer(messageOf(thrown));
  }
  const conditions = { successCondition: look.success ?? '', failureCondition: look.failure ?? '' };
  return judgeReading(reading, (value) => evaluate(conditions, value, NOW));
}

function messageOf(thrown: unknown): string {
  if (thrown instanceof Fault) return thrown.message;
  throw thrown;
}

function scopeOf({ http, secrets = {}, env = {} }: Look): Scope {
  const controller = env['POD_NAMESPACE'] ?? 'argo-rollouts';
  return {
    env: (name) => env[name],
    async secret(name, namespace = controller) {
      const keys = secrets[`${namespace}/${name}`];
      if (keys === undefined) return undefined;
      return Object.fromEntries(Object.entries(keys).map(([key, text]) => [key, new Secret(text)]));
    },
    namespace: 'default',
    run: { name: 'run', namespace: 'default', uid: 'uid' },
    metric: { name: 'm', interval: '', number: 1 },
    now: NOW,
    signal: new AbortController().signal,
    http,
  };
}
