import { createPrivateKey, X509Certificate } from 'node:crypto';
import { Fault } from '../../core/fault.ts';
import type { ConfigFields } from '../config-fields.ts';
import type { TlsOptions } from './http.ts';

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

/**
 * Reads how a provider proves who it is and whom it trusts: upstream's `insecure`, and `tls` with `caBundle`,
 * `clientCertificate` and `clientKey`, which are ours. The same for every HTTP provider; an empty text is an absent one.
 *
 * @param fields  the provider's settings
 * @throws Fault PROVIDER_CONFIG_INVALID, naming the field; a text is never quoted
 */
export function tlsOf(fields: ConfigFields): TlsOptions {
  const tls = fields.object('tls');
  const caBundle = tls.text('caBundle');
  const clientCertificate = tls.text('clientCertificate');
  const clientKey = tls.text('clientKey');
  if (caBundle !== '') checkCertificates('tls.caBundle', caBundle);
  if (clientCertificate !== '') checkCertificates('tls.clientCertificate', clientCertificate);
  if (clientKey !== '') checkKey(clientKey);
  if ((clientCertificate === '') !== (clientKey === '')) {
    const [there, missing] = clientKey === '' ? ['clientCertificate', 'clientKey'] : ['clientKey', 'clientCertificate'];
    throw invalid(`tls.${missing}`, `tls.${there} is given without tls.${missing}; both are needed`);
  }
  if (clientKey !== '' && !new X509Certificate(clientCertificate).checkPrivateKey(createPrivateKey(clientKey))) {
    throw invalid('tls.clientKey', 'tls.clientKey does not belong to tls.clientCertificate');
  }
  return {
    ...(fields.flag('insecure') ? { insecure: true } : {}),
    ...(caBundle === '' ? {} : { caBundle }),
    ...(clientCertificate === '' ? {} : { clientCertificate, clientKey }),
  };
}

function checkCertificates(field: string, text: string): void {
  const certificates = text.match(CERTIFICATE) ?? [];
  if (certificates.length === 0) throw invalid(field, `${field} holds no certificate in PEM form`);
  for (const [at, certificate] of certificates.entries()) {
    try {
      void new X509Certificate(certificate).subject;
    } catch (cause) {
      throw invalid(field, `certificate ${at + 1} of ${certificates.length} in ${field} cannot be read`, cause);
    }
  }
}

function checkKey(text: string): void {
  try {
    createPrivateKey(text);
  } catch (cause) {
    throw invalid('tls.clientKey', 'tls.clientKey is no private key in PEM form without a passphrase', cause);
  }
}

function invalid(field: string, message: string, cause?: unknown): Fault {
  return new Fault('PROVIDER_CONFIG_INVALID', message, { field }, { cause });
}
