import { Fault } from '../../core/fault.ts';
import { parseInt64 } from '../../core/go/int.ts';
import type { Json } from '../../core/json.ts';
import type { Secret } from '../../core/secret.ts';
import { ConfigFields } from '../config-fields.ts';
import type { TlsOptions } from '../http/http.ts';
import { tlsOf } from '../http/tls-options.ts';
import type { BuildScope } from '../provider.ts';

/** What stands below `newRelic:`, and who we are for New Relic. */
export interface NewRelicConfig {
  /** NRQL. */
  readonly query: string;
  /** Seconds the query may take over there. Checked when it is used, as the original does. */
  readonly timeoutSeconds: number;
  /** Where NerdGraph is. */
  readonly url: string;
  readonly apiKey: Secret;
  readonly accountId: bigint;
  readonly tls: TlsOptions;
}

const DEFAULT_PROFILE = 'newrelic';
const DEFAULT_TIMEOUT_SECONDS = 5;

const US = 'https://api.newrelic.com/graphql';
/** NerdGraph by region, in lower case. */
const REGIONS: ReadonlyMap<string, string> = new Map([
  ['us', US],
  ['eu', 'https://api.eu.newrelic.com/graphql'],
  ['jp', 'https://api.jp.newrelic.com/graphql'],
  ['gov', 'https://gov-api.newrelic.com/graphql'],
  ['fedramp', 'https://gov-api.newrelic.com/graphql'],
  ['staging', 'https://staging-api.newrelic.com/graphql'],
  ['local', 'http://localhost:3000/graphql'],
]);

type Keys = Readonly<Record<string, Secret>>;

/**
 * Reads the settings of a New Relic metric, and the Secret that its `profile` names.
 *
 * @throws Fault PROVIDER_CONFIG_INVALID with upstream's text: `secrets "newrelic" not found`,
 *   `account ID or personal API key not found`, `could not parse account ID: …`
 * @see providers.md §7
 */
export async function parseNewRelicConfig(raw: Json, scope: BuildScope): Promise<NewRelicConfig> {
  const fields = new ConfigFields('newRelic', raw);
  const profile = fields.text('profile') || DEFAULT_PROFILE;
  const keys = await scope.secret(profile);
  if (keys === undefined) throw invalid('newRelic.profile', `secrets "${profile}" not found`);
  const apiKey = keys['personal-api-key'];
  const account = textOf(keys, 'account-id');
  if (!apiKey?.open() || !account) throw invalid('newRelic.profile', 'account ID or personal API key not found');
  return {
    query: fields.text('query'),
    timeoutSeconds: fields.integer('timeout') ?? DEFAULT_TIMEOUT_SECONDS,
    url: urlOf(keys, scope),
    apiKey,
    accountId: accountIdOf(account),
    tls: tlsOf(fields),
  };
}

/** An address in the Secret counts more than one in the environment, and that more than the region's. */
function urlOf(keys: Keys, scope: BuildScope): string {
  const given = textOf(keys, 'base-url-nerdgraph');
  if (given === '') throw invalid('base-url-nerdgraph', 'nerdgraph base URL can not be empty');
  if (textOf(keys, 'base-url-rest') === '') throw invalid('base-url-rest', 'base URL can not be empty');
  const region = (textOf(keys, 'region') ?? 'us').toLowerCase();
  const url = given ?? (scope.env('NEW_RELIC_NERDGRAPH_BASE_URL') || REGIONS.get(region)) ?? US;
  return url.replace(/\/$/, '');
}

function accountIdOf(text: string): bigint {
  const read = parseInt64(text, 'Atoi');
  if (read.ok) return read.value;
  throw invalid('account-id', `could not parse account ID: ${read.error}`);
}

function textOf(keys: Keys, name: string): string | undefined {
  return Object.hasOwn(keys, name) ? keys[name]?.open() : undefined;
}

function invalid(field: string, text: string): Fault {
  return new Fault('PROVIDER_CONFIG_INVALID', text, { field });
}
