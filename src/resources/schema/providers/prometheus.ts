import { Type } from 'typebox';
import { AuthenticationSchema, HeadersSchema } from '../authentication.ts';
import { fields, maybeDuration, maybeFlag, maybeInteger, maybeText } from '../scalars.ts';
import { TlsSchema } from '../tls.ts';

/** `provider.prometheus`. @see providers.md §2 */
export const PrometheusSchema = fields(
  {
    address: maybeText(
      'Base URL of the server, such as http://prometheus.monitoring:9090. Left out: the environment variable ARGO_ROLLOUTS_PROMETHEUS_ADDRESS.',
    ),
    query: maybeText('PromQL. A vector answer makes `result` a list of numbers, a scalar answer a number.'),
    authentication: AuthenticationSchema,
    timeout: maybeInteger('Seconds to wait for an answer. Default 30; 0 gives up at once.', { keepsZero: true }),
    insecure: maybeFlag('Accept any certificate.'),
    headers: HeadersSchema,
    rangeQuery: Type.Optional(
      fields(
        {
          start: maybeText('Start of the range, an expression that gives a time, such as now() - duration("1h").'),
          end: maybeText('End of the range, an expression that gives a time, such as now().'),
          step: maybeDuration('Distance of the points.'),
        },
        'Asks for a range instead of one moment; all values of all series come as one list.',
      ),
    ),
    tls: TlsSchema,
  },
  'Asks a Prometheus server.',
);
