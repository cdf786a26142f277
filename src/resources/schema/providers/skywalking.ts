import { fields, maybeDuration, maybeText } from '../scalars.ts';
import { TlsSchema } from '../tls.ts';

/** `provider.skywalking`. @see providers.md §12 */
export const SkywalkingSchema = fields(
  {
    address: maybeText('Base URL of the server.'),
    query: maybeText('GraphQL with a variable $duration: Duration!. `result` is its data.'),
    interval: maybeDuration('Window that the query looks at, ending now; needed.'),
    tls: TlsSchema,
  },
  'Asks Apache SkyWalking.',
);
