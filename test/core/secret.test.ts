import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { redactor, redactorOfForms, Secret } from '../../src/core/secret.ts';

const secret = new Secret('p&ss "w"');

describe('a secret', () => {
  it.each<{ way: string; text: unknown }>([
    { way: 'concatenated', text: ''.concat(secret as unknown as string) },
    { way: 'made a string', text: String(secret) },
    { way: 'serialised', text: JSON.parse(JSON.stringify({ secret }))['secret'] },
    { way: 'inspected', text: inspect(secret) },
  ])('$way shows nothing', ({ text }) => {
    expect(text).toBe('*****');
  });

  it('shows itself when it is opened', () => {
    expect(secret.open()).toBe('p&ss "w"');
  });
});

describe('redaction', () => {
  it.each([
    ['as it is', 'got p&ss "w"!', 'got *****!'],
    ['in a URL', '/?q=p%26ss%20%22w%22', '/?q=*****'],
    ['in a form', 'q=p%26ss+%22w%22', 'q=*****'],
    ['in base64', 'Basic cCZzcyAidyI=', 'Basic *****'],
    ['in JSON', '{"q":"p&ss \\"w\\""}', '{"q":"*****"}'],
    ['in JSON of Go', '{"q":"p\\u0026ss \\"w\\""}', '{"q":"*****"}'],
    [
      'in JSON that stands in JSON',
      JSON.stringify({ body: '{"q":"p&ss \\"w\\""}' }),
      '{"body":"{\\"q\\":\\"*****\\"}"}',
    ],
    [
      'in JSON of Go in JSON',
      JSON.stringify({ body: '{"q":"p\\u0026ss \\"w\\""}' }),
      '{"body":"{\\"q\\":\\"*****\\"}"}',
    ],
  ])('takes a secret out %s', (_form, text, redacted) => {
    expect(redactorOfForms([secret])(text)).toBe(redacted);
  });

  it('takes a secret out whose bytes were taken for characters', () => {
    const shown = Buffer.from('größe').toString('latin1');
    expect(redactorOfForms([new Secret('größe')])(`got ${shown}, größe`)).toBe('got *****, *****');
  });

  it('takes the longest first, so that no tail of it stays', () => {
    expect(redactor([new Secret('abc'), new Secret('abcdef')])('abcdef abc')).toBe('***** *****');
  });

  it('leaves everything alone for an empty secret', () => {
    expect(redactor([new Secret('')])('text')).toBe('text');
  });
});
