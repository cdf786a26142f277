import { Fault, textOf } from '../../core/fault.ts';
import { parseGoDuration } from '../../core/go/duration.ts';
import { type Millis, millisOf } from '../../core/instant.ts';
import type { Json } from '../../core/json.ts';
import { ConfigFields } from '../config-fields.ts';
import type { TlsOptions } from '../http/http.ts';
import { tlsOf } from '../http/tls-options.ts';
import type { BuildScope } from '../provider.ts';
import { type DatadogCredentials, findDatadogCredentials } from './datadog-credentials.ts';

const DEFAULT_TIMEOUT = '10s';

/** What stands below `datadog:`, and who we are for Datadog. */
export interface DatadogConfig {
  /** `v1` asks v1 and reads its answers, `v2` does so with v2; anything else is as strange as in the original, see `datadogRequest`. */
  readonly apiVersion: string;
  /** The window that is looked at, as written. Read when it is used, as the original does: a bad one is no error of the settings. */
  readonly interval: string;
  /** Empty when `queries` are given. */
  readonly query: string;
  /** v2: queries by name; one called `query` when `query` is given. */
  readonly queries: ReadonlyMap<string, string>;
  /** v2: over the names of the queries; empty for none. */
  readonly formula: string;
  /** v2: `last` when none is given. */
  readonly aggregator: string;
  readonly timeout: Millis;
  readonly credentials: DatadogCredentials;
  readonly tls: TlsOptions;
}

/**
 * Reads the settings of a Datadog metric. As in the original the credentials are looked for first.
 *
 * @throws Fault PROVIDER_CONFIG_INVALID with upstream's text
 * @see providers.md §4
 */
export async function parseDatadogConfig(raw: Json, scope: BuildScope): Promise<DatadogConfig> {
  const fields = new ConfigFields('datadog', raw);
  const secretRef = fields.object('secretRef');
  const credentials = await findDatadogCredentials(
    { name: secretRef.text('name'), isNamespaced: secretRef.flag('namespaced') },
    scope,
  );
  const query = fields.text('query');
  const settings = {
    apiVersion: fields.text('apiVersion'),
    query,
    queries: fields.texts('queries'),
    formula: fields.text('formula'),
    aggregator: fields.text('aggregator'),
  };
  const broken = RULES.find((rule) => rule.isBroken(settings));
  if (broken !== undefined) throw new Fault('PROVIDER_CONFIG_INVALID', broken.text, { field: broken.field });
  return {
    ...settings,
    queries: query === '' ? settings.queries : new Map([['query', query]]),
    aggregator: settings.aggregator === '' ? 'last' : settings.aggregator,
    interval: fields.text('interval'),
    timeout: timeoutOf(fields.text('requestTimeout')),
    credentials,
    tls: tlsOf(fields),
  };
}

type Settings = Pick<DatadogConfig, 'apiVersion' | 'query' | 'queries' | 'formula' | 'aggregator'>;

/** First broken rule wins. */
const RULES: readonly { readonly field: string; readonly text: string; isBroken(settings: Settings): boolean }[] = [
  {
    field: 'datadog.query',
    text: 'Must have either a query or queries. Please review the Analysis Template.',
    isBroken: ({ query, queries }) => query === '' && queries.size === 0,
  },
  {
    field: 'datadog.queries',
    text: 'Cannot have both a query and queries. Please review the Analysis Template.',
    isBroken: ({ query, queries }) => query !== '' && queries.size > 0,
  },
  {
    field: 'datadog.query',
    text: 'Query is empty. API Version v1 only supports using the query parameter in your Analysis Template.',
    isBroken: ({ apiVersion, query }) => apiVersion === 'v1' && query === '',
  },
  {
    field: 'datadog.formula',
    text: 'Formula are only valid when queries are set. Please review the Analysis Template.',
    isBroken: ({ formula, queries }) => formula !== '' && queries.size === 0,
  },
  {
    field: 'datadog.formula',
    text: 'When multiple queries are provided you must include a formula.',
    isBroken: ({ formula, queries }) => formula === '' && queries.size > 1,
  },
  {
    field: 'datadog.aggregator',
    text: 'Aggregator is not supported in v1. Please review the Analysis Template.',
    isBroken: ({ apiVersion, aggregator }) => apiVersion === 'v1' && aggregator !== '',
  },
];

function timeoutOf(text: string): Millis {
  const timeout = readTimeout(text === '' ? DEFAULT_TIMEOUT : text);
  if (timeout > 0n) return millisOf(Number(timeout) / 1e6);
  throw invalidTimeout('Request timeout must be a positive duration (e.g. 30s). Please review the Analysis Template.');
}

function readTimeout(text: string): bigint {
  try {
    return parseGoDuration(text);
  } catch (thrown) {
    throw invalidTimeout(
      `Could not parse the request timeout: ${textOf(thrown)}. Please review the Analysis Template.`,
    );
  }
}

function invalidTimeout(text: string): Fault {
  return new Fault('PROVIDER_CONFIG_INVALID', text, { field: 'datadog.requestTimeout' });
}
