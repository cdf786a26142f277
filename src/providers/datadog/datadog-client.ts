import type {
  Configuration,
  RequestContext,
} from '@datadog/datadog-api-client/dist/packages/datadog-api-client-common/index.js';
import type { DatadogConfig } from './datadog-config.ts';

/** The time that is looked at, in whole seconds since 1970. */
export interface QueryWindow {
  readonly from: number;
  readonly to: number;
}

/*
 * Datadog's own client says where a query goes, what it is called, how it is written and how we prove who we are. It does not send it
 * and does not read the answer: see docs/decisions/0004-datadogs-client-only-writes-requests.md.
 *
 * Its parts are imported one by one and only when they are needed: the whole of it takes most of a second and 190 MB,
 * v2 alone still half of that. By their default export, because CommonJS has no other once it is bundled.
 */

/** The request for a v1 query. */
export async function buildSeriesQuery(config: DatadogConfig, window: QueryWindow): Promise<RequestContext> {
  const { default: v1 } = await import(
    '@datadog/datadog-api-client/dist/packages/datadog-api-client-v1/apis/MetricsApi.js'
  );
  const factory = new v1.MetricsApiRequestFactory(await configurationOf(config));
  return factory.queryMetrics(window.from, window.to, config.query);
}

/** The request for a v2 query. */
export async function buildScalarQuery(config: DatadogConfig, window: QueryWindow): Promise<RequestContext> {
  const { default: v2 } = await import(
    '@datadog/datadog-api-client/dist/packages/datadog-api-client-v2/apis/MetricsApi.js'
  );
  const { default: util } = await import('@datadog/datadog-api-client/dist/packages/datadog-api-client-common/util.js');
  const factory = new v2.MetricsApiRequestFactory(await configurationOf(config));
  // Unparsed: the client refuses an aggregator that it does not know, where only Datadog can tell.
  const queries = [...config.queries].map(
    ([name, query]) => new util.UnparsedObject({ aggregator: config.aggregator, data_source: 'metrics', name, query }),
  );
  const formulas = config.formula === '' ? [] : [{ formula: config.formula }];
  const attributes = { from: window.from * 1000, to: window.to * 1000, queries, formulas };
  return factory.queryScalarData({ data: { attributes, type: 'scalar_request' } });
}

async function configurationOf({ credentials }: DatadogConfig): Promise<Configuration> {
  const { default: common } = await import(
    '@datadog/datadog-api-client/dist/packages/datadog-api-client-common/index.js'
  );
  return common.createConfiguration({
    // Only paths and parameters are taken from what is built; the real address may be one that this client cannot read.
    baseServer: new common.BaseServerConfiguration('https://api.datadoghq.com', {}),
    authMethods: { apiKeyAuth: credentials.apiKey.open(), appKeyAuth: credentials.appKey.open() },
    // In place of the client's own way out, which is therefore never made.
    httpApi: { send: () => Promise.reject(new Error('requests of Datadog leave by the scope of the look')) },
  });
}
