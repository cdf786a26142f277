import { fields, maybeText } from '../scalars.ts';
import { TlsSchema } from '../tls.ts';

/** `provider.graphite`. @see providers.md §10 */
export const GraphiteSchema = fields(
  {
    address: maybeText('Base URL of the server.'),
    query: maybeText(
      'Parameters of /render, such as target=sumSeries(app.*.errors)&from=-5min. `result` is the list of points of the first series.',
    ),
    tls: TlsSchema,
  },
  'Asks Graphite.',
);
