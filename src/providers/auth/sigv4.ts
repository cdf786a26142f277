import { isFault } from '../../core/fault.ts';
import type { Instant } from '../../core/instant.ts';
import type { ConfigFields } from '../config-fields.ts';
import { formatGoUrl, hostnameOf, parseGoUrl, portOf, requestTarget } from '../http/go-url.ts';
import type { HttpRequest } from '../http/http.ts';
import { parseForm } from '../http/parse-form.ts';
import { requestFailed } from '../http/unreachable.ts';
import { type HttpLayer, setHeader } from './set-header.ts';

/** Whose AWS credentials sign, and for which region; each may be empty. */
export interface SigV4 {
  readonly region: string;
  /** A profile of the shared credentials file; empty for the default chain. */
  readonly profile: string;
  /** A role to take on; empty for none. */
  readonly roleArn: string;
}

/** Keys of an AWS account. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Where credentials come from. */
export type CredentialSource = (sigv4: SigV4) => Promise<AwsCredentials>;

/** Reads `authentication.sigv4`; undefined when no field is set. */
export function sigV4Of(authentication: ConfigFields): SigV4 | undefined {
  const fields = authentication.object('sigv4');
  const sigv4 = { region: fields.text('region'), profile: fields.text('profile'), roleArn: fields.text('roleArn') };
  return sigv4.region === '' && sigv4.profile === '' && sigv4.roleArn === '' ? undefined : sigv4;
}

/**
 * Signs every request with AWS Signature Version 4 for the service `aps`, in place of any Authorization.
 * Failures read `Post "…": could not get SigV4 credentials: …`.
 *
 * @param now     the time of the signature
 */
export function withSigV4(sigv4: SigV4, now: Instant, source: CredentialSource): HttpLayer {
  return (http) => ({
    async send(request) {
      const credentials = await source(sigv4).catch((cause: unknown) => {
        if (isFault(cause, 'EGRESS_DENIED')) throw cause;
        const text = cause instanceof Error ? cause.message : String(cause);
        throw requestFailed(request, `could not get SigV4 credentials: ${text}`, cause);
      });
      return http.send(await signed(request, sigv4.region, credentials, now));
    },
  });
}

async function signed(
  request: HttpRequest,
  region: string,
  credentials: AwsCredentials,
  now: Instant,
): Promise<HttpRequest> {
  const [{ SignatureV4 }, { Sha256 }] = await Promise.all([
    import('@smithy/signature-v4'),
    import('@aws-crypto/sha256-js'),
  ]);
  const url = parseGoUrl(request.url);
  const port = portOf(url);
  const { query: _, ...withoutQuery } = url;
  const signer = new SignatureV4({ service: 'aps', region, credentials, sha256: Sha256 });
  const { headers } = await signer.sign(
    {
      method: request.method,
      protocol: `${url.scheme}:`,
      hostname: hostnameOf(url),
      ...(port === '' ? {} : { port: Number(port) }),
      path: requestTarget(withoutQuery),
      query: queryOf(url.query ?? ''),
      headers: { host: url.host, ...Object.fromEntries(request.headers ?? []) },
      body: request.body ?? '',
    },
    { signingDate: new Date(now) },
  );
  return Object.entries(headers)
    .filter(([name]) => name.toLowerCase() === 'authorization' || name.toLowerCase().startsWith('x-amz-'))
    .reduce((changed, [name, value]) => setHeader(changed, name, value), { ...request, url: formatGoUrl(url) });
}

function queryOf(text: string): Record<string, string[]> {
  const query: Record<string, string[]> = {};
  for (const [name, value] of parseForm(text)) (query[name] ??= []).push(value);
  return query;
}

/**
 * AWS' default chain: environment, shared files, container, instance; then the role, if one is named. Loaded when it is first needed, and
 * by ways out of its own.
 */
export async function awsChain({ region, profile, roleArn }: SigV4): Promise<AwsCredentials> {
  const aws = await import('@aws-sdk/credential-providers');
  const base = aws.fromNodeProviderChain(profile === '' ? {} : { profile });
  if (roleArn === '') return base();
  const role = aws.fromTemporaryCredentials({
    masterCredentials: base,
    params: { RoleArn: roleArn, RoleSessionName: 'verdict' },
    clientConfig: { region },
  });
  return role();
}
