import { Fault } from '../../core/fault.ts';
import { Secret } from '../../core/secret.ts';

/** JWTs with many groups are long; anything beyond is none. */
const LONGEST = 8192;

/**
 * What an `Authorization` header shows. A token may also come as the password of `Basic`: some callers can only be told an address, in which it stands
 * as `https://anything:TOKEN@host`.
 *
 * @returns undefined when there is no header
 * @throws Fault UNAUTHENTICATED for another scheme, or for what is too long; the header is not quoted
 */
export function bearerIn(header: string | undefined): Secret | undefined {
  if (header === undefined) return undefined;
  const text = tokenIn(header);
  if (text === undefined)
    throw new Fault('UNAUTHENTICATED', 'expected "Authorization: Bearer TOKEN", found something else');
  if (text.length > LONGEST) {
    throw new Fault(
      'UNAUTHENTICATED',
      `the token has ${text.length} characters; ${LONGEST} are the most that is looked at`,
    );
  }
  return new Secret(text);
}

function tokenIn(header: string): string | undefined {
  const [, scheme = '', text = ''] = /^(bearer|basic) +(\S+) *$/i.exec(header) ?? [];
  if (scheme.toLowerCase() !== 'basic') return text || undefined;
  const [, password] = /^[^:]*:(\S+)$/.exec(Buffer.from(text, 'base64').toString('utf8')) ?? [];
  return password;
}
