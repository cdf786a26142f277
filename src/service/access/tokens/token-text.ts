import { crc32 } from 'node:zlib';
import { Secret } from '../../../core/secret.ts';

/** How every token begins: secret scanners look for it. */
const PREFIX = 'verdict_';
const RANDOM_BYTES = 32;
const SHAPE = /^verdict_([A-Za-z0-9_-]{43})([A-Za-z0-9_-]{6})$/;

/**
 * A new API token: `verdict_`, 32 random bytes and a checksum of them, both in base64url; 57 characters.
 *
 * @param random gives as many random bytes as are asked for
 */
export function newToken(random: (bytes: number) => Uint8Array): Secret {
  const body = Buffer.from(random(RANDOM_BYTES)).toString('base64url');
  return new Secret(`${PREFIX}${body}${checksumOf(body)}`);
}

/** Whether a text is meant to be an API token. */
export function isLikeToken(text: string): boolean {
  return text.startsWith(PREFIX);
}

/** Whether a text can be an API token: its checksum tells one that was cut off or typed wrong without a look into the store. */
export function isWholeToken(text: string): boolean {
  const [, body, checksum] = SHAPE.exec(text) ?? [];
  return body !== undefined && checksum === checksumOf(body);
}

function checksumOf(body: string): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(body));
  return bytes.toString('base64url');
}
