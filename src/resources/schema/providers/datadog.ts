import { Type } from 'typebox';
import { fields, maybeDuration, maybeFlag, maybeText, textByName } from '../scalars.ts';
import { TlsSchema } from '../tls.ts';

/** `provider.datadog`. @see providers.md §4 */
export const DatadogSchema = fields(
  {
    interval: maybeDuration(
      'Window that the query looks at, ending now. Default 5m. Not the pause between measurements.',
      { default: '5m' },
    ),
    query: maybeText('The query. Not together with queries.'),
    queries: textByName('Queries by name, for formula. API version v2 only.'),
    formula: maybeText('A formula over the names of queries; needed when there are several.'),
    apiVersion: Type.Optional(
      Type.Enum(['v1', 'v2'], { type: 'string', description: 'API version. Default v1.', default: 'v1' }),
    ),
    aggregator: Type.Optional(
      Type.Enum(['avg', 'min', 'max', 'sum', 'last', 'percentile', 'mean', 'l2norm', 'area'], {
        type: 'string',
        description: 'How the points of the window become one number. Default last. API version v2 only.',
      }),
    ),
    secretRef: Type.Optional(
      fields(
        {
          name: maybeText('Name of the Secret.'),
          namespaced: maybeFlag("Look for it in the run's namespace instead of the controller's."),
        },
        'Secret with the keys api-key, app-key and, if need be, address. Left out: DD_API_KEY, DD_APP_KEY and DD_ADDRESS of the environment, else the Secret `datadog`.',
      ),
    ),
    requestTimeout: maybeDuration('Time to wait for an answer. Default 10s.', { default: '10s' }),
    tls: TlsSchema,
  },
  'Asks Datadog.',
);
