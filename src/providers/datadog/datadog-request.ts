import type { RequestContext } from '@datadog/datadog-api-client/dist/packages/datadog-api-client-common/index.js';
import { Fault, textOf } from '../../core/fault.ts';
import { parseGoDuration } from '../../core/go/duration.ts';
import type { Instant } from '../../core/instant.ts';
import { encodeForm } from '../http/form.ts';
import { formatGoUrl, type GoUrl, parseGoUrl } from '../http/go-url.ts';
import type { HttpRequest } from '../http/http.ts';
import { parseForm } from '../http/parse-form.ts';
import { UrlError } from '../http/percent.ts';
import { buildScalarQuery, buildSeriesQuery } from './datadog-client.ts';
import type { DatadogConfig } from './datadog-config.ts';

const V1_ROUTE = '/api/v1/query';
const V2_ROUTE = '/api/v2/query/scalar';

/**
 * The request for one look: `GET …/api/v1/query` or `POST …/api/v2/query/scalar`. An API version that is neither v1 nor v2
 * (or none) sends the body of v2 to the path of v1, as the original does.
 *
 * @param now  the end of the window that is looked at
 * @throws Fault PROVIDER_CONFIG_INVALID for an address that is no URL, and for an interval that is no duration
 */
export async function datadogRequest(config: DatadogConfig, now: Instant): Promise<HttpRequest> {
  const { apiVersion, credentials, timeout, tls } = config;
  const url = urlOf(credentials.address, apiVersion === 'v2' ? V2_ROUTE : V1_ROUTE);
  const to = Math.floor(now / 1000);
  const window = { from: to - secondsOf(config.interval), to };
  const built = apiVersion === 'v1' ? await buildSeriesQuery(config, window) : await buildScalarQuery(config, window);
  const body = built.getBody();
  return {
    method: built.getHttpMethod(),
    url: formatGoUrl(withParameters(url, built)),
    headers: Object.entries({ 'Content-Type': 'application/json', ...built.getHeaders() }),
    ...(typeof body === 'string' ? { body } : {}),
    timeoutMs: timeout,
    timeoutKind: 'client',
    tls,
  };
}

function urlOf(address: string, route: string): GoUrl {
  try {
    // Looked at alone first, so that the text quotes the address as it was written.
    parseGoUrl(address);
    return parseGoUrl(address + route);
  } catch (thrown) {
    if (!(thrown instanceof UrlError)) throw thrown;
    throw new Fault('PROVIDER_CONFIG_INVALID', thrown.message, { field: 'address' }, { cause: thrown });
  }
}

/** The window in whole seconds, what is below cut off. */
function secondsOf(interval: string): number {
  try {
    return Number(parseGoDuration(interval) / 1_000_000_000n);
  } catch (cause) {
    throw new Fault('PROVIDER_CONFIG_INVALID', textOf(cause), { field: 'datadog.interval' }, { cause });
  }
}

/** The client's parameters, written the way Go writes them; parameters of the address stay. */
function withParameters(url: GoUrl, built: RequestContext): GoUrl {
  const own = [...new URL(built.getUrl()).searchParams];
  if (own.length === 0) return url;
  const kept = parseForm(url.query ?? '').filter(([name]) => !own.some(([ownName]) => ownName === name));
  return { ...url, query: encodeForm([...kept, ...own]) };
}
