import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/core/json.ts';
import { bind } from '../../src/template/bind.ts';
import { goJson } from '../../src/template/go-json.ts';
import { metric, values } from './templates.ts';

function bound(text: string, args: Readonly<Record<string, string>>): string | undefined {
  return bind(metric('m', { successCondition: text }), values(args)).successCondition;
}

describe('a placeholder', () => {
  it.each<{ text: string; args: Readonly<Record<string, string>>; becomes: string }>([
    { text: '{{args.x}}', args: { x: 'v' }, becomes: 'v' },
    { text: '{{ args.x }}{{args.x}}', args: { x: 'v' }, becomes: 'vv' },
    { text: '{{\u00a0args.x\u0085}}', args: { x: 'v' }, becomes: 'v' },
    { text: 'sum:x{service:{{args.x}}}', args: { x: 'v' }, becomes: 'sum:x{service:v}' },
    { text: '{{args.my arg}}', args: { 'my arg': 'v' }, becomes: 'v' },
    { text: '{{args.x}}', args: { x: '{{args.y}}', y: 'no' }, becomes: '{{args.y}}' },
    { text: '{{args.x}}', args: { x: '$& $1 "quoted" \\ \n' }, becomes: '$& $1 "quoted" \\ \n' },
    { text: 'a }} b { c', args: {}, becomes: 'a }} b { c' },
  ])('in $text becomes $becomes', ({ text, args, becomes }) => {
    expect(bound(text, args)).toBe(becomes);
  });

  it('may stand in a name', () => {
    const provider = { web: { url: 'u', jsonBody: { '{{args.x}}': [1] } } };
    expect(bind(metric('m', { provider }), values({ x: 'k' })).provider.web?.jsonBody).toEqual({ k: [1] });
  });

  it.each<{ text: string; args: Readonly<Record<string, string>>; message: string }>([
    { text: '{{args.y}} {{ args.z }}', args: { x: '1' }, message: 'failed to resolve {{ args.z }}' },
    { text: '{{{args.x}}', args: { x: '1' }, message: 'failed to resolve {{{args.x}}' },
    { text: '{{\targs.x}}', args: { x: '1' }, message: 'failed to resolve {{\\targs.x}}' },
    { text: '{{\ufeffargs.x}}', args: { x: '1' }, message: 'failed to resolve {{\ufeffargs.x}}' },
    { text: '{{args.toString}}', args: {}, message: 'failed to resolve {{args.toString}}' },
    { text: '{{args.x}}', args: { x: 'bell \u0007' }, message: "invalid character 'a' in string escape code" },
    { text: '\\"{{args.x}}', args: { x: '\\\u000b\u0007' }, message: "invalid character 'v' in string escape code" },
    { text: '{{args.x}}', args: { x: '\u{e0001}' }, message: "invalid character 'U' in string escape code" },
  ])('in $text with $args ends the run', ({ text, args, message }) => {
    expect(() => bound(text, args)).toThrow(expect.objectContaining({ code: 'TEMPLATE_INVALID', message }));
  });

  it('takes any text that Go can print, as it is', () => {
    const printable = fc.stringMatching(/^[\p{L}\p{N}\p{P}\p{S} \n\t\r\\"]*$/u);
    fc.assert(
      fc.property(printable, (value) => {
        expect(bound('a{{args.x}}b', { x: value })).toBe(`a${value}b`);
      }),
    );
  });
});

describe('a metric without placeholders', () => {
  it('is what its text reads back as', () => {
    const config = fc.jsonValue().filter((value) => !JSON.stringify(value).includes('{{'));
    fc.assert(
      fc.property(config, fc.boolean(), (value, isEmpty) => {
        const provider = { plugin: { b: value as Json, a: null }, web: { url: isEmpty ? '' : '<u>' } };
        const whole = metric('m', { provider, count: 0, successCondition: '' });
        expect(JSON.stringify(bind(whole, []))).toBe(JSON.stringify(JSON.parse(goJson(whole))));
      }),
    );
  });
});
