import { chownSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../../src/cli/system-clock.ts';
import { openPostgres } from '../../../../src/service/store/postgres/open-postgres.ts';
import { type Certificates, makeCertificates, opensslBinary, type Pair } from '../../../support/certificates.ts';
import { type Postgres, postgresBinaries, startPostgres } from '../../../support/postgres.ts';
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporary-folder.ts';

const binaries = postgresBinaries('is spoken to over TLS');
const openssl = opensslBinary('certifies a PostgreSQL');

describe.skipIf(binaries === undefined || openssl === undefined)('a PostgreSQL that wants TLS', () => {
  let server: Postgres;
  let folder: TemporaryFolder;
  let certificates: Certificates;

  beforeAll(async () => {
    certificates = makeCertificates(openssl ?? '');
    folder = temporaryFolder();
    folder.write('ca.crt', certificates.ca);
    folder.write('other.crt', certificates.client.cert);
    server = await startPostgres(binaries ?? '');
    writeFileSync(join(server.folder, 'data/pg_hba.conf'), 'hostssl all all 127.0.0.1/32 scram-sha-256\n');
    showCertificate(certificates.server);
    const { href } = new URL(server.url);
    const client = new Client({ connectionString: href });
    await client.connect();
    await client.query('ALTER SYSTEM SET ssl = on');
    await client.end();
    await server.restart();
  });
  afterAll(async () => {
    await server.stop();
    folder.remove();
  });

  /** Puts a certificate where the server looks for it; the key must be its own. */
  function showCertificate({ cert, key }: Pair): void {
    const { uid, gid } = statSync(server.folder);
    for (const [name, text] of [
      ['server.crt', cert],
      ['server.key', key],
    ] as const) {
      const path = join(server.folder, 'data', name);
      writeFileSync(path, text, { mode: 0o600 });
      if (process.getuid?.() === 0) chownSync(path, uid, gid);
    }
  }

  const urlWith = (settings: Readonly<Record<string, string>>): string =>
    `${server.url}?${new URLSearchParams(settings).toString()}`;

  it.each(['require', 'verify-ca', 'verify-full'])('is trusted with its authority, by %s', async (sslmode) => {
    const store = await openPostgres({
      url: urlWith({ sslmode, sslrootcert: folder.at('ca.crt') }),
      clock: systemClock,
    });
    await store.check();
    await store.close();
  });

  it.each([
    { given: 'no authority that has signed it', settings: {}, text: 'certificate' },
    { given: 'another authority', settings: { sslrootcert: 'other.crt' }, text: 'certificate' },
    { given: 'no TLS', settings: { sslmode: 'disable' }, text: 'no encryption' },
  ])('is not spoken to with $given', async ({ settings, text }) => {
    const { sslrootcert, ...rest } = settings as { sslrootcert?: string; sslmode?: string };
    const url = urlWith({ sslmode: 'require', ...rest, ...(sslrootcert && { sslrootcert: folder.at(sslrootcert) }) });
    await expect(openPostgres({ url, clock: systemClock })).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringContaining(text),
    });
  });

  it.each([
    { given: 'has the name of another', pair: 'misnamed', text: "does not match certificate's altnames" },
    { given: 'is not valid any more', pair: 'expired', text: 'certificate has expired' },
  ] as const)('is not trusted when its certificate $given', async ({ pair, text }) => {
    showCertificate(certificates[pair]);
    await server.restart();
    const url = urlWith({ sslmode: 'require', sslrootcert: folder.at('ca.crt') });
    await expect(openPostgres({ url, clock: systemClock })).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringContaining(text),
    });
  });
});
