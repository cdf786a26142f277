import { Type } from 'typebox';
import { AuthenticationSchema, HeadersSchema } from '../authentication.ts';
import { anyJson, fields, maybeFlag, maybeInteger, maybeText, text } from '../scalars.ts';
import { TlsSchema } from '../tls.ts';

/** `provider.web`. @see providers.md §3 */
export const WebSchema = fields(
  {
    method: maybeText('HTTP method. Default GET; a body needs POST or PUT.', { examples: ['GET', 'POST', 'PUT'] }),
    url: text('Address to ask.'),
    headers: HeadersSchema,
    body: maybeText('Body as text. Not together with jsonBody.'),
    timeoutSeconds: maybeInteger('Seconds to wait for an answer. Default 10, also for 0 and below.'),
    jsonPath: maybeText(
      'What to take of the answer, a JSON path in the Kubernetes dialect. Default {$}, the whole answer; of several matches the first counts.',
      {
        examples: ['{$.data.value}', '{$.items[0].ok}'],
      },
    ),
    insecure: maybeFlag('Accept any certificate.'),
    jsonBody: Type.Optional(anyJson('Body as JSON; sets Content-Type: application/json. Not together with body.')),
    authentication: AuthenticationSchema,
    tls: TlsSchema,
  },
  'Asks any HTTP address and judges the JSON (or text) it answers with.',
);
