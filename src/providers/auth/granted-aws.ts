import { Readable } from 'node:stream';
import { formatGoUrl, parseGoUrl } from '../http/go-url.ts';
import type { Http, HttpAnswer } from '../http/http.ts';
import type { Scope } from '../provider.ts';
import type { AwsCredentials, CredentialSource, SigV4 } from './sigv4.ts';

/** How long AWS' token service may take. */
const TIMEOUT_MS = 30_000;
const SESSION = 'verdict';

/**
 * AWS credentials where the process's own must not be lent to whoever writes a template: from the variables that a look may see, and from
 * AWS' token service by the look's way out. Shared files, the container's and the instance's credentials are not looked at; nor is a profile.
 *
 * - `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and, if there is one, `AWS_SESSION_TOKEN`; or
 * - `AWS_WEB_IDENTITY_TOKEN_FILE` and `AWS_ROLE_ARN`, as Kubernetes sets them for a service account;
 * - then the role, if the template names one.
 */
export function grantedAws({ env, http, signal }: Pick<Scope, 'env' | 'http' | 'signal'>): CredentialSource {
  return async (sigv4) => {
    if (sigv4.profile !== '') throw new Error('profiles are not available here: name a role, or none');
    const service = { region: sigv4.region, requestHandler: throughHttp(http, signal) };
    const base = keysIn(env) ?? (await webIdentity(env, service));
    return sigv4.roleArn === '' ? base : assumed(sigv4, base, service);
  };
}

/** What the SDK is told of how to reach AWS' token service. */
interface TokenService {
  readonly region: string;
  readonly requestHandler: ReturnType<typeof throughHttp>;
}

function keysIn(env: Scope['env']): AwsCredentials | undefined {
  const accessKeyId = env('AWS_ACCESS_KEY_ID');
  const secretAccessKey = env('AWS_SECRET_ACCESS_KEY');
  const sessionToken = env('AWS_SESSION_TOKEN');
  if (!accessKeyId || !secretAccessKey) return undefined;
  return { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
}

async function webIdentity(env: Scope['env'], clientConfig: TokenService): Promise<AwsCredentials> {
  const webIdentityTokenFile = env('AWS_WEB_IDENTITY_TOKEN_FILE');
  const roleArn = env('AWS_ROLE_ARN');
  if (!webIdentityTokenFile || !roleArn) {
    throw new Error(
      'this namespace has been granted neither AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY nor AWS_WEB_IDENTITY_TOKEN_FILE and AWS_ROLE_ARN',
    );
  }
  const { fromTokenFile } = await import('@aws-sdk/credential-providers');
  return fromTokenFile({ webIdentityTokenFile, roleArn, roleSessionName: SESSION, clientConfig })();
}

async function assumed({ roleArn }: SigV4, base: AwsCredentials, clientConfig: TokenService): Promise<AwsCredentials> {
  const { fromTemporaryCredentials } = await import('@aws-sdk/credential-providers');
  const params = { RoleArn: roleArn, RoleSessionName: SESSION };
  return fromTemporaryCredentials({ masterCredentials: async () => base, params, clientConfig })();
}

/** A request of the SDK, as far as its token service is concerned. */
interface SdkRequest {
  readonly method: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** In place of the SDK's own network. */
function throughHttp(http: Http, signal: AbortSignal) {
  return {
    async handle(request: SdkRequest) {
      const port = request.port === undefined ? '' : `:${request.port}`;
      const answer = await http.send({
        method: request.method,
        url: formatGoUrl(parseGoUrl(`${request.protocol}//${request.hostname}${port}${request.path}`)),
        headers: Object.entries(request.headers),
        // A form is all that the token service is sent.
        ...(typeof request.body === 'string' && { body: request.body }),
        timeoutMs: TIMEOUT_MS,
        signal,
        isConfidential: true,
        // Credentials are asked for at one place.
        maxRedirects: 0,
      });
      return { response: responseOf(answer) };
    },
  };
}

function responseOf({ status, statusText, headers, body }: HttpAnswer) {
  return { statusCode: status, reason: statusText, headers, body: Readable.from([Buffer.from(body)]) };
}
