import { randomBytes } from 'node:crypto';

/** A secret that was put somewhere to see whether it comes out. */
export interface Canary {
  /** Where it was put. */
  readonly name: string;
  readonly text: string;
}

/** Its own each time, so that nothing is found by chance; `odd` characters are written differently in JSON, in URLs and in HTML. */
export function canary(name: string, odd = ''): Canary {
  return { name, text: `k4n4ry${odd}${randomBytes(9).toString('hex')}` };
}

/** Where a canary was found, in which form. */
export interface Found {
  readonly canary: string;
  readonly form: string;
  readonly in: string;
  readonly around: string;
}

/** What was written somewhere. */
export interface Written {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Looks for canaries in everything that was written, however they are spelled. */
export function search(canaries: readonly Canary[], written: readonly Written[]): readonly Found[] {
  const wanted = canaries.flatMap(({ name, text }) =>
    [...formsOf(text)].map(([form, needle]) => ({ canary: name, form, needle: Buffer.from(needle) })),
  );
  return written.flatMap(({ name, bytes }) =>
    wanted.flatMap(({ needle, ...one }) => {
      const at = bytes.indexOf(needle);
      return at === -1 ? [] : [{ ...one, in: name, around: bytes.subarray(Math.max(0, at - 120), at + 80).toString() }];
    }),
  );
}

function formsOf(text: string): ReadonlyMap<string, string> {
  const bytes = Buffer.from(text);
  const json = JSON.stringify(text).slice(1, -1);
  return new Map([
    ['plain', text],
    ['JSON', json],
    ['JSON in JSON', JSON.stringify(json).slice(1, -1)],
    ['Go JSON', json.replaceAll(/[<>&]/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`)],
    ['URL', encodeURIComponent(text)],
    ['URI', encodeURI(text)],
    ['form', new URLSearchParams({ '': text }).toString().slice(1)],
    ['HTML', text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')],
    ['hex', bytes.toString('hex')],
    ...[0, 1, 2].flatMap((before): [string, string][] => {
      const group = Buffer.concat([Buffer.alloc(before), bytes]);
      const [from, to] = [Math.ceil((before * 8) / 6), Math.floor((group.length * 8) / 6)];
      return [
        [`base64 at ${before}`, group.toString('base64').slice(from, to)],
        [`base64url at ${before}`, group.toString('base64url').slice(from, to)],
      ];
    }),
  ]);
}
