import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBinary } from './find-binary.ts';

/** A certificate and its key, PEM. */
export interface Pair {
  readonly cert: string;
  readonly key: string;
}

/** An authority of a test's own, a server certificate for 127.0.0.1 and a client certificate, both signed by it. */
export interface Certificates {
  readonly ca: string;
  readonly server: Pair;
  /** For the name `other.test` only. */
  readonly misnamed: Pair;
  /** Not valid any more. */
  readonly expired: Pair;
  readonly client: Pair;
}

let made: Certificates | undefined;

/** Where openssl is installed; see `findBinary`. */
export function opensslBinary(what: string): string | undefined {
  return findBinary('openssl', what);
}

/** Makes the certificates, once per process. */
export function makeCertificates(binary: string): Certificates {
  made ??= inFolder((folder) => {
    const openssl = (...args: readonly string[]): void => {
      execFileSync(binary, args, { cwd: folder, stdio: 'pipe' });
    };
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
    openssl('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.crt', '-days', '2', '-subj', '/CN=test authority');
    const sign = (name: string, extension: string, validity: readonly string[]): Pair => {
      writeFileSync(join(folder, `${name}.ext`), extension);
      openssl('req', ...key, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${name}`);
      const issuer = ['-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', `${name}.ext`];
      openssl('x509', '-req', '-in', `${name}.csr`, ...issuer, '-out', `${name}.crt`, ...validity);
      const read = (ending: string): string => readFileSync(join(folder, `${name}.${ending}`), 'utf8');
      return { cert: read('crt'), key: read('key') };
    };
    const valid = ['-days', '2'];
    return {
      ca: readFileSync(join(folder, 'ca.crt'), 'utf8'),
      server: sign('server', 'subjectAltName=IP:127.0.0.1,DNS:localhost', valid),
      misnamed: sign('misnamed', 'subjectAltName=DNS:other.test', valid),
      expired: sign('expired', 'subjectAltName=IP:127.0.0.1', ['-days', '-1']),
      client: sign('client', 'extendedKeyUsage=clientAuth', valid),
    };
  });
  return made;
}

function inFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'certificates-'));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
