import { Fault } from '../../core/fault.ts';
import { type Millis, millisOf } from '../../core/instant.ts';
import type { Json } from '../../core/json.ts';
import { type BasicAuth, basicAuthOf } from '../auth/basic-auth.ts';
import { oauth2Of } from '../auth/oauth2.ts';
import type { OAuth2 } from '../auth/oauth2-client.ts';
import { type SigV4, sigV4Of } from '../auth/sigv4.ts';
import { ConfigFields } from '../config-fields.ts';
import { type GoUrl, parseGoUrl } from '../http/go-url.ts';
import type { TlsOptions } from '../http/http.ts';
import { UrlError } from '../http/percent.ts';
import { tlsOf } from '../http/tls-options.ts';
import type { BuildScope } from '../provider.ts';

/** What stands below `prometheus:`, ready to ask with. */
export interface PrometheusConfig {
  readonly address: GoUrl;
  readonly query: string;
  /** For the whole look. 0 expires at once. */
  readonly timeout: Millis;
  /** Absent for a question about this moment. */
  readonly range?: RangeQuery;
  /** Set on every request, in place of what is there. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly basicAuth?: BasicAuth;
  readonly oauth2?: OAuth2;
  /** Only for addresses at Amazon; with a region. */
  readonly sigv4?: SigV4;
  readonly tls: TlsOptions;
}

/** A range as written: two expressions that give a time, and a duration. Read when it is used, as the original does. */
export interface RangeQuery {
  readonly start: string;
  readonly end: string;
  readonly step: string;
}

const ADDRESS_VARIABLE = 'ARGO_ROLLOUTS_PROMETHEUS_ADDRESS';
const DEFAULT_TIMEOUT_S = 30;

/**
 * Reads the settings of a Prometheus metric, in upstream's order of checks.
 *
 * @throws Fault PROVIDER_CONFIG_INVALID with upstream's text
 * @see providers.md §2
 */
export function parsePrometheusConfig(raw: Json, scope: Pick<BuildScope, 'env'>): PrometheusConfig {
  const fields = new ConfigFields('prometheus', raw);
  const address = fields.text('address') || (scope.env(ADDRESS_VARIABLE) ?? '');
  if (address === '') throw invalid('prometheus.address', 'prometheus address is not configured');
  const url = addressOf(address);
  const authentication = fields.object('authentication');
  const basicAuth = basicAuthOf(authentication);
  const sigv4 = address.includes('aps-workspaces') ? sigV4With(authentication, scope) : undefined;
  const oauth2 = oauth2Of(authentication);
  const seconds = fields.integer('timeout') ?? DEFAULT_TIMEOUT_S;
  if (seconds < 0) throw invalid('prometheus.timeout', 'prometheus timeout should not be negative');
  const range = fields.json('rangeQuery') === undefined ? undefined : rangeOf(fields.object('rangeQuery'));
  return {
    address: url,
    query: fields.text('query'),
    timeout: millisOf(seconds * 1000),
    headers: fields.objects('headers').map((header) => [header.text('key'), header.text('value')] as const),
    tls: tlsOf(fields),
    ...(range === undefined ? {} : { range }),
    ...(basicAuth === undefined ? {} : { basicAuth }),
    ...(sigv4 === undefined ? {} : { sigv4 }),
    ...(oauth2 === undefined ? {} : { oauth2 }),
  };
}

function addressOf(text: string): GoUrl {
  const wrong = 'prometheus address is not is url format';
  try {
    const url = parseGoUrl(text);
    if (url.scheme === '' || url.host === '') throw invalid('prometheus.address', wrong);
    return url;
  } catch (thrown) {
    if (thrown instanceof UrlError) throw invalid('prometheus.address', wrong, thrown);
    throw thrown;
  }
}

function sigV4With(authentication: ConfigFields, scope: Pick<BuildScope, 'env'>): SigV4 | undefined {
  const sigv4 = sigV4Of(authentication);
  if (sigv4 === undefined) return undefined;
  const region = sigv4.region || scope.env('AWS_REGION') || scope.env('AWS_DEFAULT_REGION') || '';
  if (region === '') {
    const text = 'region not configured in sigv4 or in default credentials chain';
    throw invalid('prometheus.authentication.sigv4.region', text);
  }
  return { ...sigv4, region };
}

function rangeOf(fields: ConfigFields): RangeQuery {
  return { start: fields.text('start'), end: fields.text('end'), step: fields.text('step') };
}

function invalid(field: string, message: string, cause?: unknown): Fault {
  return new Fault('PROVIDER_CONFIG_INVALID', message, { field }, { cause });
}
