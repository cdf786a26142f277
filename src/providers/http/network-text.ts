import { quote } from '../../core/go/quote.ts';

/** What we look at of an error that node or undici throws. */
interface NetworkError {
  readonly name?: string;
  /** A number for errors of the platform, such as an AbortError. */
  readonly code?: string | number;
  readonly message?: string;
  readonly syscall?: string;
  readonly hostname?: string;
  readonly host?: string;
  readonly address?: string;
  readonly port?: number;
  readonly errors?: readonly unknown[];
  readonly cause?: unknown;
  readonly data?: string;
  readonly cert?: { readonly subjectaltname?: string };
}

/** Where an error came up: on the way to the first byte of the answer, or inside the body. */
export type NetworkStage = 'head' | 'body';

const SYSTEM_TEXTS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection reset by peer',
  EPIPE: 'broken pipe',
  EHOSTUNREACH: 'no route to host',
  ENETUNREACH: 'network is unreachable',
  EADDRNOTAVAIL: 'cannot assign requested address',
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  EMFILE: 'too many open files',
  EINVAL: 'invalid argument',
};

const LOOKUP_TEXTS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'no such host',
  ENODATA: 'no such host',
  EAI_NONAME: 'no such host',
  EAI_AGAIN: 'Temporary failure in name resolution',
};

const UNKNOWN_AUTHORITY = 'x509: certificate signed by unknown authority';

const CERTIFICATE_TEXTS: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: UNKNOWN_AUTHORITY,
  SELF_SIGNED_CERT_IN_CHAIN: UNKNOWN_AUTHORITY,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNKNOWN_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNKNOWN_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT: UNKNOWN_AUTHORITY,
  CERT_UNTRUSTED: UNKNOWN_AUTHORITY,
  CERT_SIGNATURE_FAILURE: UNKNOWN_AUTHORITY,
  CERT_HAS_EXPIRED: 'x509: certificate has expired or is not yet valid',
  CERT_NOT_YET_VALID: 'x509: certificate has expired or is not yet valid',
  INVALID_PURPOSE: 'x509: certificate specifies an incompatible key usage',
  INVALID_CA: 'x509: invalid certificate: issuer is no authority',
};

/** Alerts that Go words otherwise than OpenSSL. */
const ALERT_TEXTS: Readonly<Record<string, string>> = {
  UNKNOWN_CA: 'unknown certificate authority',
  PROTOCOL_VERSION: 'protocol version not supported',
  CERTIFICATE_EXPIRED: 'expired certificate',
  CERTIFICATE_REVOKED: 'revoked certificate',
  DECRYPT_ERROR: 'error decrypting message',
};

/**
 * Go's text for an error of the network, without the address in front: `dial tcp 127.0.0.1:1: connect: connection refused`,
 * `dial tcp: lookup nohost.invalid: no such host`, `tls: failed to verify certificate: …`, `EOF`, `unexpected EOF`.
 * An error that Go has no text for keeps its own.
 */
export function networkText(thrown: unknown, stage: NetworkStage): string {
  const error = innermost(thrown);
  const code = String(error.code ?? '');
  return (
    tlsText(error, code) ??
    lookupText(error, code) ??
    systemText(error, code) ??
    protocolText(error, code, stage) ??
    (error.message || 'unknown network error')
  );
}

/** The failure that says most: the first address tried (Go prefers it too), and what a proxy's failure was caused by. */
function innermost(thrown: unknown): NetworkError {
  const error: NetworkError = typeof thrown === 'object' && thrown !== null ? thrown : { message: String(thrown) };
  const first = error.errors?.[0];
  if (first !== undefined) return innermost(first);
  const isWrapper = error.code === 'UND_ERR_PRX_TLS' || error.code === 'UND_ERR_PRX_CONN';
  return isWrapper && error.cause !== undefined ? innermost(error.cause) : error;
}

function tlsText(error: NetworkError, code: string): string | undefined {
  const certificate = CERTIFICATE_TEXTS[code];
  if (certificate !== undefined) return `tls: failed to verify certificate: ${certificate}`;
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return `tls: failed to verify certificate: ${namesText(error.host ?? '', error.cert?.subjectaltname ?? '')}`;
  }
  if (code === 'ERR_SSL_WRONG_VERSION_NUMBER' || code === 'ERR_SSL_PACKET_LENGTH_TOO_LONG') {
    return 'http: server gave HTTP response to HTTPS client';
  }
  const alert = /^ERR_SSL_.*?_ALERT_(.+)$/.exec(code)?.[1];
  if (alert === undefined) return undefined;
  return `remote error: tls: ${ALERT_TEXTS[alert] ?? alert.toLowerCase().replaceAll('_', ' ')}`;
}

/** `x509: certificate is valid for a, b, not c`. */
function namesText(host: string, alternatives: string): string {
  const names = alternatives.split(', ').filter((name) => name !== '');
  const addresses = names.flatMap((name) => /^IP Address:(.*)$/.exec(name)?.[1] ?? []);
  const hosts = names.flatMap((name) => /^DNS:(.*)$/.exec(name)?.[1] ?? []);
  const isAddress = /^[\d.]+$|:/.test(host);
  const valid = isAddress ? addresses : hosts;
  if (valid.length > 0) return `x509: certificate is valid for ${valid.join(', ')}, not ${host}`;
  return isAddress
    ? `x509: cannot validate certificate for ${host} because it doesn't contain any IP SANs`
    : `x509: certificate is not valid for any names, but wanted to match ${host}`;
}

function lookupText(error: NetworkError, code: string): string | undefined {
  if (error.syscall !== 'getaddrinfo' && !(code in LOOKUP_TEXTS)) return undefined;
  return `dial tcp: lookup ${error.hostname ?? ''}: ${LOOKUP_TEXTS[code] ?? error.message ?? code}`;
}

function systemText(error: NetworkError, code: string): string | undefined {
  if (code === 'UND_ERR_CONNECT_TIMEOUT') return 'dial tcp: i/o timeout';
  const where = error.address === undefined ? '' : ` ${hostPort(error.address, error.port)}`;
  if (code === 'ETIMEDOUT') return `dial tcp${where}: connect: connection timed out`;
  const text = SYSTEM_TEXTS[code];
  if (text === undefined) return undefined;
  if (error.syscall === 'connect') return `dial tcp${where}: connect: ${text}`;
  const call = error.syscall === 'write' || code === 'EPIPE' ? 'write' : 'read';
  return `${call} tcp${where}: ${call}: ${text}`;
}

function protocolText(error: NetworkError, code: string, stage: NetworkStage): string | undefined {
  if (code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH' || code === 'Z_BUF_ERROR') return 'unexpected EOF';
  if (code.startsWith('Z_')) return `gzip: ${error.message}`;
  // Also what is thrown when the other side closes before anything came; Go says so in the same way.
  if (code === 'UND_ERR_SOCKET' || code === 'HPE_INVALID_EOF_STATE') return stage === 'head' ? 'EOF' : 'unexpected EOF';
  if (code === 'UND_ERR_HEADERS_OVERFLOW') return 'net/http: server response headers exceeded the limit';
  if (error.name === 'HTTPParserError') {
    if (stage === 'body') return 'malformed chunked encoding';
    const line = (error.data ?? '').split(/\r?\n/, 1)[0] ?? '';
    return `net/http: HTTP/1.x transport connection broken: malformed HTTP response ${quote(line.slice(0, 100))}`;
  }
  const refused = /^Proxy response \((\d+)\)/.exec(error.message ?? '')?.[1];
  if (refused !== undefined) return `the proxy answered ${refused} to CONNECT`;
  return error.message === 'Proxy Authentication Required (407)' ? 'Proxy Authentication Required' : undefined;
}

function hostPort(address: string, port: number | undefined): string {
  const host = address.includes(':') ? `[${address}]` : address;
  return port === undefined ? host : `${host}:${port}`;
}
