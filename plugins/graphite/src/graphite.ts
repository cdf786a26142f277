import {
  definePlugin,
  Fault,
  formatFixed,
  type HttpAnswer,
  type Provider,
  type Reading,
  readAnswer,
} from 'verdict/plugin';
import { firstSeries } from './data-points.ts';
import { type GraphiteConfig, parseGraphiteConfig } from './graphite-config.ts';
import { renderUrl } from './render-url.ts';

const TIMEOUT_MS = 10_000;

/** Asks Graphite's render API; the result is the list of points of the first series. */
export const graphite: Provider<GraphiteConfig> = {
  kind: 'graphite',
  type: 'Graphite',
  parse: parseGraphiteConfig,
  async measure(config, { http, signal }) {
    const request = { method: 'GET', url: renderUrl(config), timeoutMs: TIMEOUT_MS, tls: config.tls, signal };
    return readingOf(await http.send({ ...request, timeoutKind: 'client' }));
  },
};

export const plugin = definePlugin({ apiVersion: 1, providers: [graphite] });

function readingOf({ status, body }: HttpAnswer): Reading {
  if (status >= 400) throw new Fault('PROVIDER_ANSWER_INVALID', `error response: ${body}`);
  const values = readAnswer(body, '', firstSeries);
  if (values === undefined) throw new Fault('PROVIDER_ANSWER_INVALID', 'no values found');
  const text = `[${values.map((value) => formatFixed(value, 6)).join(',')}]`;
  return { kind: 'value', value: Float64Array.from(values), text, keepsText: true };
}
