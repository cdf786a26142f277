import {
  type Handler,
  type SeenRequest,
  type ServerAnswer,
  startServer,
  type TestServer,
} from '../../support/http-server.ts';

/** Who may ask. */
export const KEYS = { 'api-key': 'api-0123456789abcdef', 'app-key': 'app-0123456789abcdef' };

/** A query that Datadog is asked. */
export interface AskedV1 {
  readonly from: number;
  readonly to: number;
  readonly query: string;
}

/** A v2 question, as far as it can differ. */
export interface AskedV2 {
  readonly from: number;
  readonly to: number;
  readonly queries: readonly { readonly name: string; readonly query: string; readonly aggregator: string }[];
  readonly formulas: readonly { readonly formula: string }[];
}

/** What a made-up Datadog says to a question. */
export interface Datadog {
  readonly v1?: (asked: AskedV1) => unknown;
  readonly v2?: (asked: AskedV2) => unknown;
}

/**
 * Datadog's metrics API, as strict as the real one about paths, methods, keys, parameters and bodies:
 * GET /api/v1/query and POST /api/v2/query/scalar.
 *
 * @see https://docs.datadoghq.com/api/latest/metrics/
 */
export function startDatadog({ v1, v2 }: Datadog): Promise<TestServer> {
  const routes: Readonly<Record<string, Handler>> = {
    'GET /api/v1/query': (request) => (v1 === undefined ? notFound() : answerV1(request, v1)),
    'POST /api/v2/query/scalar': (request) => (v2 === undefined ? notFound() : answerV2(request, v2)),
  };
  return startServer((request, response) => {
    const route = routes[`${request.method} ${request.path}`];
    if (route === undefined) return notFound();
    const { headers } = request;
    const isKnown = headers['dd-api-key'] === KEYS['api-key'] && headers['dd-application-key'] === KEYS['app-key'];
    return isKnown ? route(request, response) : { status: 403, body: { errors: ['Forbidden'] } };
  });
}

const notFound = (): ServerAnswer => ({ status: 404, body: { errors: ['Not found'] } });
const badRequest = (error: string): ServerAnswer => ({ status: 400, body: { errors: [error] } });

function answerV1({ query, body }: SeenRequest, v1: (asked: AskedV1) => unknown): ServerAnswer {
  if (body !== '') return badRequest('a GET has no body');
  const names = [...query.keys()].sort().join();
  if (names !== 'from,query,to') return badRequest(`parameters ${names}`);
  const [from, to] = [query.get('from') ?? '', query.get('to') ?? ''];
  if (!/^\d{10}$/.test(from) || !/^\d{10}$/.test(to)) return badRequest('from and to are seconds since 1970');
  return { body: v1({ from: Number(from), to: Number(to), query: query.get('query') ?? '' }) };
}

function answerV2({ headers, target, body }: SeenRequest, v2: (asked: AskedV2) => unknown): ServerAnswer {
  if (target.includes('?')) return badRequest('no parameters');
  if (headers['content-type'] !== 'application/json')
    return { status: 415, body: { errors: ['Unsupported Media Type'] } };
  const asked = questionIn(JSON.parse(body));
  return typeof asked === 'string' ? badRequest(asked) : { body: v2(asked) };
}

/** The body of a v2 request. */
interface Body {
  readonly data: {
    readonly type: string;
    readonly attributes: Omit<AskedV2, 'queries'> & { readonly queries: readonly Query[] };
  };
}

type Query = AskedV2['queries'][number] & { readonly data_source: string };

/** The question inside a request's body, or what is wrong with it. */
function questionIn(body: Body): AskedV2 | string {
  const { data, ...others } = body;
  if (Object.keys(others).length > 0 || data.type !== 'scalar_request')
    return 'data of type scalar_request, and nothing else';
  const { from, to, queries, formulas, ...unknown } = data.attributes;
  if (Object.keys(unknown).length > 0) return `unknown attributes ${Object.keys(unknown).join()}`;
  if (!/^\d{13}$/.test(String(from)) || !/^\d{13}$/.test(String(to))) return 'from and to are milliseconds since 1970';
  const aggregators = ['avg', 'min', 'max', 'sum', 'last', 'percentile', 'mean', 'l2norm', 'area'];
  const isGood = queries.every(
    (query) =>
      Object.keys(query).sort().join() === 'aggregator,data_source,name,query' &&
      query.data_source === 'metrics' &&
      aggregators.includes(query.aggregator),
  );
  if (queries.length === 0 || !isGood) return 'queries have aggregator, data_source metrics, name and query';
  const asked = queries.map(({ name, query, aggregator }) => ({ name, query, aggregator }));
  return { from, to, queries: asked.toSorted((a, b) => (a.name < b.name ? -1 : 1)), formulas };
}
