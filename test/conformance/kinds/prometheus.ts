import type { JsonObject } from '../../../src/core/json.ts';
import type { Metadata } from '../../../src/core/reading.ts';
import { requestTarget } from '../../../src/providers/http/go-url.ts';
import type { Hop } from '../../../src/providers/http/wire.ts';
import { prometheus } from '../../../src/providers/prometheus/prometheus.ts';
import { type ScriptedAnswer, scriptedHttp } from '../../support/scripted-http.ts';
import { compareLook, type WantedLook } from '../compare-look.ts';
import { compare, type Kind, type Outcome } from '../kind.ts';
import { type Look, measureOnce } from '../measure-once.ts';

interface Line {
  readonly name: string;
  /** Absent: the default address and query, whose metadata are not shown. */
  readonly prometheus?: JsonObject;
  /** Absent: the provider is only built. */
  readonly responses?: readonly ScriptedAnswer[];
  readonly success?: string;
  readonly failure?: string;
  /** The one variable that counts. */
  readonly env?: string;
  readonly want: WantedLook & {
    readonly built?: boolean;
    readonly metricMetadata?: Metadata;
    readonly requests?: readonly string[];
  };
}

const DEFAULT = { address: 'http://prom.test', query: 'up' };

/** `prometheus.jsonl`: one look at Prometheus, or the check of its settings. */
export const prometheusKind: Kind = {
  name: 'prometheus',
  title: ({ name }: Line) => name,
  async run(line: Line): Promise<Outcome> {
    const { built, metricMetadata, requests = [], ...want } = line.want;
    const { http, sent } = scriptedHttp(line.responses ?? [{ code: 500 }]);
    const env = line.env === undefined ? {} : { ARGO_ROLLOUTS_PROMETHEUS_ADDRESS: line.env };
    const config = line.prometheus ?? DEFAULT;
    const { success, failure } = line;
    const look: Look = { provider: prometheus, config, http, success, failure, env };
    const looked = await measureOnce(look);
    if (built === true) return compare(false, 'buildError' in looked);
    // Loose messages name steps of Go's JSON reader, so nothing of their wording counts.
    const outcome = compareLook(want.messageLoose ? { ...want, message: '' } : want, looked);
    if (outcome.kind !== 'passed' || 'buildError' in looked) return outcome;
    return compare(
      { metricMetadata: line.prometheus === undefined ? undefined : (metricMetadata ?? {}), requests },
      {
        metricMetadata: line.prometheus === undefined ? undefined : await metadataOf(config, env),
        requests: sent.map(shownRequest),
      },
    );
  },
};

async function metadataOf(config: JsonObject, env: Readonly<Record<string, string>>): Promise<Metadata | undefined> {
  const scope = { env: (name: string) => env[name], secret: async () => undefined, namespace: 'default' };
  return prometheus.describe?.(await prometheus.parse(config, scope));
}

function shownRequest({ method, url }: Hop): string {
  const { query: _, ...bare } = url;
  return `${method} ${requestTarget(bare)}`;
}
