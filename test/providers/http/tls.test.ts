import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { textOf } from '../../../src/core/fault.ts';
import { ConfigFields } from '../../../src/providers/config-fields.ts';
import { createHttp } from '../../../src/providers/http/create-http.ts';
import type { TlsOptions } from '../../../src/providers/http/http.ts';
import { tlsOf } from '../../../src/providers/http/tls-options.ts';
import { type Certificates, makeCertificates, opensslBinary } from '../../support/certificates.ts';
import { startServer, type TestServer } from '../../support/http-server.ts';

const openssl = opensslBinary('TLS');
let certificates: Certificates;
const started: TestServer[] = [];
const http = createHttp();

beforeAll(() => {
  if (openssl !== undefined) certificates = makeCertificates(openssl);
});

afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.stop()));
});

async function serve(pair: keyof Omit<Certificates, 'ca'>, asksForClient = false): Promise<TestServer> {
  const client = asksForClient ? { ca: certificates.ca, requestCert: true, rejectUnauthorized: true } : {};
  const server = await startServer(() => ({ body: 'hello' }), { ...certificates[pair], ...client });
  started.push(server);
  return server;
}

/** The body, or the error without its address. */
async function outcome(url: string, tls: TlsOptions): Promise<string> {
  try {
    return (await http.send({ method: 'GET', url, timeoutMs: 5000, tls })).body;
  } catch (thrown) {
    return textOf(thrown).replace(`Get "${url}": `, '');
  }
}

describe.skipIf(openssl === undefined)('over TLS', () => {
  it.each<{ given: string; pair: keyof Omit<Certificates, 'ca'>; trusted: boolean; wanted: string }>([
    { given: 'an authority that is known', pair: 'server', trusted: true, wanted: 'hello' },
    {
      given: 'an authority that is not',
      pair: 'server',
      trusted: false,
      wanted: 'tls: failed to verify certificate: x509: certificate signed by unknown authority',
    },
    {
      given: 'a certificate for another name',
      pair: 'misnamed',
      trusted: true,
      wanted:
        "tls: failed to verify certificate: x509: cannot validate certificate for 127.0.0.1 because it doesn't contain any IP SANs",
    },
    {
      given: 'a certificate that has expired',
      pair: 'expired',
      trusted: true,
      wanted: 'tls: failed to verify certificate: x509: certificate has expired or is not yet valid',
    },
  ])('given $given, the outcome is: $wanted', async ({ pair, trusted, wanted }) => {
    const { url } = await serve(pair);
    expect(await outcome(url, trusted ? { caBundle: certificates.ca } : {})).toBe(wanted);
    expect(await outcome(url, { insecure: true })).toBe('hello');
  });

  it('names the hosts that a certificate is for', async () => {
    const { url } = await serve('misnamed');
    expect(await outcome(url.replace('127.0.0.1', 'localhost'), { caBundle: certificates.ca })).toBe(
      'tls: failed to verify certificate: x509: certificate is valid for other.test, not localhost',
    );
  });

  it('shows a client certificate to a server that wants one', async () => {
    const { url } = await serve('server', true);
    const { ca, client } = certificates;
    const shown = { caBundle: ca, clientCertificate: client.cert, clientKey: client.key };
    expect(await outcome(url, shown)).toBe('hello');
    expect(await outcome(url, { caBundle: ca })).not.toBe('hello');
  });

  it('reuses a connection only for the same options', async () => {
    const server = await serve('server');
    const one = createHttp({ connectionsPerHost: 1 });
    const opened: number[] = [];
    const options = [{ caBundle: certificates.ca }, { insecure: true }];
    for (const tls of [...options, ...options]) {
      await one.send({ method: 'GET', url: server.url, timeoutMs: 5000, tls });
      opened.push(server.connections());
    }
    expect(opened).toEqual([1, 2, 2, 2]);
    await one.close();
  });

  it('says so when the server speaks plain HTTP', async () => {
    const plain = await startServer(() => ({ body: 'hello' }));
    started.push(plain);
    expect(await outcome(plain.url.replace('http:', 'https:'), {})).toBe(
      'http: server gave HTTP response to HTTPS client',
    );
  });
});

describe.skipIf(openssl === undefined)('TLS settings', () => {
  it('are read from the provider’s settings; empty texts are absent', () => {
    const { ca, client } = certificates;
    const tls = { caBundle: ca, clientCertificate: client.cert, clientKey: client.key };
    expect(tlsOf(new ConfigFields('web', { tls, insecure: true }))).toEqual({ ...tls, insecure: true });
    expect(tlsOf(new ConfigFields('web', { tls: { caBundle: '' } }))).toEqual({});
    expect(tlsOf(new ConfigFields('web', {}))).toEqual({});
  });

  it.each<{ given: string; tls: (c: Certificates) => Record<string, string>; wanted: string }>([
    {
      given: 'a bundle without certificate',
      tls: () => ({ caBundle: 'secret' }),
      wanted: 'tls.caBundle holds no certificate in PEM form',
    },
    {
      given: 'a bundle whose second certificate is damaged',
      tls: ({ ca }) => ({ caBundle: `${ca}\n-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----` }),
      wanted: 'certificate 2 of 2 in tls.caBundle cannot be read',
    },
    {
      given: 'a certificate without key',
      tls: ({ client }) => ({ clientCertificate: client.cert }),
      wanted: 'tls.clientCertificate is given without tls.clientKey; both are needed',
    },
    {
      given: 'a key without certificate',
      tls: ({ client }) => ({ clientKey: client.key }),
      wanted: 'tls.clientKey is given without tls.clientCertificate; both are needed',
    },
    {
      given: 'a key that is none',
      tls: ({ client }) => ({ clientCertificate: client.cert, clientKey: 'secret' }),
      wanted: 'tls.clientKey is no private key in PEM form without a passphrase',
    },
    {
      given: 'the key of another certificate',
      tls: ({ client, server }) => ({ clientCertificate: client.cert, clientKey: server.key }),
      wanted: 'tls.clientKey does not belong to tls.clientCertificate',
    },
  ])('with $given are refused, nothing quoted', ({ tls, wanted }) => {
    expect(() => tlsOf(new ConfigFields('web', { tls: tls(certificates) }))).toThrow(
      expect.objectContaining({ code: 'PROVIDER_CONFIG_INVALID', message: wanted }),
    );
  });
});
