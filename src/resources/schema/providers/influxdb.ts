import { fields, maybeText } from '../scalars.ts';
import { TlsSchema } from '../tls.ts';

/** `provider.influxdb`. @see providers.md §11 */
export const InfluxdbSchema = fields(
  {
    profile: maybeText('Secret with address, token and organisation. Default influxdb.'),
    query: maybeText('Flux. `result` is the list of all values.'),
    tls: TlsSchema,
  },
  'Asks InfluxDB.',
);
