import type { Clock } from '../../core/clock.ts';
import { createHttp } from '../../providers/http/create-http.ts';
import type { Http } from '../../providers/http/http.ts';
import { inProcessHttp } from '../embedded/in-process-http.ts';
import { servePrometheus } from '../embedded/prometheus-front.ts';
import { prometheusReply, type SeriesSource } from '../embedded/prometheus-reply.ts';

/** A Prometheus, and the way to it for providers. */
export interface OpenedMetrics {
  /** What templates name. */
  readonly address: string;
  readonly http: Http;
  stop(): Promise<void>;
}

/** Makes a Prometheus of what there is to measure. */
export type OpenMetrics = (source: SeriesSource, clock: Clock) => Promise<OpenedMetrics>;

const LONGEST_START_MS = 30_000;
const IN_PROCESS = 'http://prometheus.demo:9090';

/** A Prometheus on a free port of this machine. */
export const metricsOverHttp: OpenMetrics = async (source, clock) => {
  const served = await servePrometheus(source, { port: 0, clock });
  const http = createHttp();
  // The first request loads the HTTP client: that is not to take time of the demo, which may run fast.
  await http.send({ method: 'GET', url: `${served.url}/-/ready`, timeoutMs: LONGEST_START_MS });
  return {
    address: served.url,
    http,
    async stop() {
      await http.close();
      await served.stop();
    },
  };
};

/** One that is asked without a wire, so that no time passes: for a clock that stands still. */
export const metricsInProcess: OpenMetrics = (source, clock) =>
  Promise.resolve({
    address: IN_PROCESS,
    http: inProcessHttp((asked) =>
      asked.url.origin === IN_PROCESS ? prometheusReply(source, asked, clock.now()) : undefined,
    ),
    stop: () => Promise.resolve(),
  });
