import { web } from '../../../src/providers/web/web.ts';
import type { ProviderSubject } from '../../../src/testing.ts';

const right = (address: string) => ({
  url: `${address}/metrics`,
  headers: [{ key: 'Authorization', value: 'Bearer t0ken-s3cret' }],
  jsonPath: '{$.value}',
});

/** Any address that answers with JSON. */
export const webSubject: ProviderSubject = {
  provider: web,
  settings: right,
  wrong: [
    { field: 'web.jsonPath', settings: { ...right('http://w'), jsonPath: '{$.a' } },
    { field: 'Body', settings: { ...right('http://w'), body: 'x' } },
    { field: 'web.headers', settings: { ...right('http://w'), headers: 't0ken-s3cret' } },
    { field: 'tls.caBundle', settings: { ...right('http://w'), tls: { caBundle: 't0ken-s3cret' } } },
  ],
  secretTexts: ['t0ken-s3cret'],
  healthy: { body: { value: 0.97 } },
};
