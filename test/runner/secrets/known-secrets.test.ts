import { expect, it } from 'vitest';
import type { Json } from '../../../src/core/json.ts';
import { Secret } from '../../../src/core/secret.ts';
import { KnownSecrets } from '../../../src/runner/secrets/known-secrets.ts';
import { watchedEnvironment, watchedHttp } from '../../../src/runner/secrets/watch-world.ts';
import { writtenSecrets } from '../../../src/runner/secrets/written-secrets.ts';

const HARD = 'p"a s<s/wörd\n&+=';

it.each<{ form: string; text: string }>([
  { form: 'as it is', text: HARD },
  { form: 'in JSON', text: JSON.stringify({ echo: HARD }) },
  { form: "in Go's JSON", text: '"p\\"a s\\u003cs/wörd\\n\\u0026+="' },
  { form: 'in a URL', text: `http://x/?q=${encodeURIComponent(HARD)}` },
  { form: 'in a form', text: new URLSearchParams({ password: HARD }).toString() },
  { form: 'in base64', text: Buffer.from(HARD).toString('base64') },
  { form: 'in the base64 of more', text: Buffer.from(`u:${HARD}`).toString('base64') },
  { form: 'in the base64 of much more', text: Buffer.from(`you:${HARD}!!`).toString('base64') },
])('a known secret is taken out of a text that holds it $form', ({ text }) => {
  const known = new KnownSecrets();
  expect(known.redact(text)).toBe(text);
  known.add([new Secret(HARD)]);
  const redacted = known.redact(text);
  expect(redacted).toContain('*****');
  expect(redacted).not.toContain('wörd');
  expect(redacted).not.toContain(encodeURIComponent('wörd'));
  expect(Buffer.from(redacted, 'base64').toString()).not.toContain('wörd');
});

it('a watched secret is known once it was opened', () => {
  const known = new KnownSecrets();
  const watched = known.watched(new Secret('canary-1'));
  expect(known.redact('canary-1')).toBe('canary-1');
  expect(watched.open()).toBe('canary-1');
  expect(`${watched}`).toBe('*****');
  expect(known.redact('canary-1')).toBe('*****');
});

it('what providers read of the environment under the name of a secret is known', () => {
  const known = new KnownSecrets();
  const env = watchedEnvironment({ DD_API_KEY: 'canary-2', REGION: 'eu-west' }, known);
  expect([env('DD_API_KEY'), env('REGION'), env('NONE')]).toEqual(['canary-2', 'eu-west', undefined]);
  expect(known.redact('canary-2 in eu-west')).toBe('***** in eu-west');
});

it('a token that a server gives out is known', async () => {
  const known = new KnownSecrets();
  const body = '{"access_token": "tok\\/en-3", "expires_in": 60}';
  const http = watchedHttp({ send: async () => ({ status: 200, statusText: 'OK', headers: {}, body }) }, known);
  await http.send({ method: 'POST', url: 'http://x/token', timeoutMs: 1 });
  expect(known.redact('Bearer tok/en-3')).toBe('Bearer *****');
});

it.each<{ given: string; json: Json; is: string[] }>([
  {
    given: 'a header',
    json: { headers: [{ key: 'Authorization', value: 'Bearer canary-4' }] },
    is: ['Bearer canary-4', 'canary-4'],
  },
  { given: 'another header', json: { headers: [{ key: 'X-Team', value: 'payments' }] }, is: [] },
  { given: 'a setting', json: { oauth2: { clientId: 'verdict', clientSecret: 'canary-5' } }, is: ['canary-5'] },
  { given: 'an address', json: { url: 'https://user:canary-6@host/path' }, is: ['canary-6'] },
  { given: 'a short word', json: { token: 'yes' }, is: [] },
])('settings with $given hold the secrets $is', ({ json, is }) => {
  expect(writtenSecrets(json).map((secret) => secret.open())).toEqual(is);
});
