import { fields, maybeText } from '../scalars.ts';
import { TlsSchema } from '../tls.ts';

/** `provider.wavefront`. @see providers.md §8 */
export const WavefrontSchema = fields(
  {
    address: maybeText(
      'Host of the server, without https://. Its token is the key of that name in the Secret wavefront-api-tokens.',
    ),
    query: maybeText('The query. One series makes `result` a number, several a list.'),
    tls: TlsSchema,
  },
  'Asks Wavefront.',
);
