import type { Json, JsonObject } from '../../../src/core/json.ts';
import { datadog } from '../../../src/providers/datadog/datadog.ts';
import type { Hop } from '../../../src/providers/http/wire.ts';
import { scriptedHttp } from '../../support/scripted-http.ts';
import { compareLook, type WantedLook } from '../compare-look.ts';
import { compare, type Kind, type Outcome } from '../kind.ts';
import { measureOnce, type Secrets } from '../measure-once.ts';
import { headerOf, urlToCompare } from '../sent-request.ts';

interface Line {
  readonly name: string;
  readonly datadog: JsonObject;
  /** Absent: only the request is of interest. */
  readonly body?: string;
  readonly status?: number;
  readonly success?: string;
  readonly failure?: string;
  readonly secrets?: Secrets;
  readonly env?: Readonly<Record<string, string>>;
  readonly want: WantedLook & { readonly request?: WantedRequest };
}

interface WantedRequest {
  readonly method: string;
  readonly url: string;
  readonly apiKey: string;
  readonly appKey: string;
  readonly body?: Json;
}

const VALID: Secrets = { 'argo-rollouts/datadog': { 'api-key': 'ak', 'app-key': 'pk' } };

/** `datadog.jsonl`: one look at Datadog, or the request that it sends. */
export const datadogKind: Kind = {
  name: 'datadog',
  title: ({ name }: Line) => name,
  async run(line: Line): Promise<Outcome> {
    const { want } = line;
    const { http, sent } = scriptedHttp([{ code: line.status ?? 200, body: line.body ?? '{}' }]);
    const looked = await measureOnce({
      ...line,
      provider: datadog,
      config: line.datadog,
      http,
      secrets: secretsOf(line),
    });
    if (want.request === undefined) return compareLook(want, looked);
    const { url, ...rest } = want.request;
    return compare({ ...rest, url: urlToCompare(url) }, sent.map(requestOf)[0]);
  },
};

/** Lines about credentials give all the Secrets there are; for the others a valid one is there. */
function secretsOf({ name, secrets }: Line): Secrets {
  return secrets ?? (name.startsWith('credentials:') ? {} : VALID);
}

function requestOf(hop: Hop): unknown {
  return {
    method: hop.method,
    url: urlToCompare(hop.url),
    apiKey: headerOf(hop, 'Dd-Api-Key'),
    appKey: headerOf(hop, 'Dd-Application-Key'),
    body: hop.body === undefined ? undefined : sortedBody(JSON.parse(hop.body)),
  };
}

/** The body with its queries sorted by name: their order is open. */
function sortedBody(body: { data: { attributes: { queries: { name: string }[] } } }): unknown {
  body.data.attributes.queries.sort((a, b) => (a.name < b.name ? -1 : 1));
  return body;
}
