import { fields, maybeInteger, maybeText, text } from '../scalars.ts';
import { TlsSchema } from '../tls.ts';

/** `provider.newRelic`. @see providers.md §7 */
export const NewRelicSchema = fields(
  {
    profile: maybeText('Secret with account and key. Default newrelic.'),
    query: text("NRQL. One row makes `result` an object, several a list: result['average.duration'] < 5."),
    timeout: maybeInteger('Seconds the query may take. Default 5.', { keepsZero: true }),
    tls: TlsSchema,
  },
  'Asks New Relic.',
);
