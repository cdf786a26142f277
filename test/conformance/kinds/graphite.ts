import { fileURLToPath } from 'node:url';
import { after, formatInstant, millisOf } from '../../../src/core/instant.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import type { Hop } from '../../../src/providers/http/wire.ts';
import { joinPlugin } from '../../../src/providers/plugins/join-plugin.ts';
import { loadPlugin } from '../../../src/providers/plugins/load-plugin.ts';
import type { Provider } from '../../../src/providers/provider.ts';
import { providerFor } from '../../../src/providers/provider-for.ts';
import { type ScriptedAnswer, scriptedHttp } from '../../support/scripted-http.ts';
import { compareLook, type WantedLook } from '../compare-look.ts';
import { type Kind, type Outcome, PASSED, sameJson } from '../kind.ts';
import { measureOnce, NOW, type Secrets } from '../measure-once.ts';
import { headerOf, urlToCompare } from '../sent-request.ts';

interface Line {
  readonly name: string;
  readonly graphite: JsonObject;
  readonly responses: readonly ScriptedAnswer[];
  readonly success?: string;
  readonly failure?: string;
  readonly secrets?: Secrets;
  readonly env?: Readonly<Record<string, string>>;
  readonly want: WantedLook & { readonly requests?: readonly WantedRequest[]; readonly finishedAt?: string };
}

interface WantedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

const ROOT = new URL('../../../', import.meta.url);

let loaded: Promise<Provider> | undefined;

/** Graphite is a plugin: it is loaded as `--plugin plugins/graphite` loads it. */
function graphiteProvider(): Promise<Provider> {
  loaded ??= loadPlugin('plugins/graphite', fileURLToPath(ROOT)).then((plugin) =>
    providerFor(joinPlugin(new Map(), plugin, 'plugins/graphite'), 'm', 'graphite'),
  );
  return loaded;
}

/** `graphite.jsonl`: one look at Graphite. */
export const graphiteKind: Kind = {
  name: 'graphite',
  title: ({ name }: Line) => name,
  async run(line: Line): Promise<Outcome> {
    const { requests = [], finishedAt, ...want } = line.want;
    const { http, sent, elapsed } = scriptedHttp(line.responses);
    const provider = await graphiteProvider();
    const looked = await measureOnce({ ...line, provider, config: line.graphite, http });
    const outcome = compareLook(want, looked);
    if (outcome.kind !== 'passed') return outcome;
    const end = elapsed() > 0 ? formatInstant(after(NOW, millisOf(elapsed() * 1000))) : undefined;
    const wanted = { finishedAt, requests: requests.map(wantedRequest) };
    const got = { finishedAt: end, requests: sent.map(sentRequest) };
    return sameJson(wanted, got) ? PASSED : { kind: 'failed', wanted, got };
  },
};

function wantedRequest({ url, ...rest }: WantedRequest): unknown {
  return { ...rest, url: urlToCompare(url) };
}

function sentRequest(hop: Hop): unknown {
  const authorization = headerOf(hop, 'Authorization');
  return {
    method: hop.method,
    url: urlToCompare(hop.url),
    ...(authorization === undefined ? {} : { headers: { Authorization: authorization } }),
    ...(hop.body === undefined ? {} : { body: hop.body }),
  };
}
