import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { der } from './der.ts';

/** A certificate that vouches for itself, and its key, as PEM texts. */
export interface Certificate {
  readonly key: string;
  readonly certificate: string;
}

/** Whoever holds it is told by the kubeconfig to trust this very certificate, so its dates need not be near. */
const VALID = { from: '200101000000Z', until: '491231235959Z' };

const OIDS = {
  commonName: '2.5.4.3',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  keyUsage: '2.5.29.15',
  extendedKeyUsage: '2.5.29.37',
  serverAuth: '1.3.6.1.5.5.7.3.1',
} as const;

/** `digitalSignature` and `keyCertSign`, the first and the sixth of eight bits. */
const KEY_USAGE = { byte: 0b1000_0100, unused: 2 };

const LOOPBACK_IPV4 = Buffer.from([127, 0, 0, 1]);
const LOOPBACK_IPV6 = Buffer.from([...Array.from({ length: 15 }, () => 0), 1]);

/**
 * Makes a key and a certificate for `localhost`, 127.0.0.1 and ::1. kubectl sends its token over TLS alone, and Node can
 * read certificates but not write them.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5280
 */
export function makeCertificate(): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = der.sequence(der.objectId(OIDS.ecdsaWithSha256));
  const name = der.sequence(der.set(der.sequence(der.objectId(OIDS.commonName), der.utf8('Verdict embedded cluster'))));
  const signed = der.sequence(
    // Version 3 is written as 2.
    der.numbered(0, der.integer(Buffer.from([2]))),
    der.integer(Buffer.from([1, ...randomBytes(15)])),
    algorithm,
    name,
    der.sequence(der.utcTime(VALID.from), der.utcTime(VALID.until)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der.numbered(3, der.sequence(...extensions())),
  );
  const whole = der.sequence(signed, algorithm, der.bits(sign('sha256', signed, privateKey)));
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: pem(whole),
  };
}

function extensions(): readonly Buffer[] {
  const names = der.sequence(
    der.choice(2, Buffer.from('localhost')),
    der.choice(7, LOOPBACK_IPV4),
    der.choice(7, LOOPBACK_IPV6),
  );
  const usage = der.bits(Buffer.from([KEY_USAGE.byte]), KEY_USAGE.unused);
  return [
    critical(OIDS.basicConstraints, der.sequence(der.yes())),
    critical(OIDS.keyUsage, usage),
    der.sequence(der.objectId(OIDS.extendedKeyUsage), der.octets(der.sequence(der.objectId(OIDS.serverAuth)))),
    der.sequence(der.objectId(OIDS.subjectAltName), der.octets(names)),
  ];
}

function critical(id: string, value: Buffer): Buffer {
  return der.sequence(der.objectId(id), der.yes(), der.octets(value));
}

function pem(bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}
