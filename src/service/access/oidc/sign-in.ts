import {
  AuthorizationResponseError,
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  ClientSecretBasic,
  ClientSecretPost,
  Configuration,
  calculatePKCECodeChallenge,
  customFetch,
  None,
  ResponseBodyError,
  type ServerMetadata,
} from 'openid-client';
import { Fault, textOf } from '../../../core/fault.ts';
import { wordsIn } from '../../../core/json-members.ts';
import type { Secret } from '../../../core/secret.ts';
import type { Fetch } from './fetch-json.ts';
import type { Issuer } from './issuer.ts';

/** Who we are to the issuer. */
export interface Client {
  readonly id: string;
  /** Read at each sign-in, so that a new one needs no restart; absent for a public client. */
  readonly secret?: () => Promise<Secret>;
  readonly scopes: readonly string[];
  /** Where the issuer sends people back to. */
  readonly redirectUri: string;
}

/** A sign-in that was begun; the browser keeps it until it comes back. */
export interface BegunSignIn {
  readonly state: string;
  readonly nonce: string;
  /** Of PKCE. */
  readonly verifier: string;
  /** A path of ours. */
  readonly returnTo: string;
}

export interface SignInParts {
  readonly issuer: Issuer;
  readonly client: Client;
  readonly fetch: Fetch;
  readonly random: (bytes: number) => Uint8Array;
}

const PATIENCE_SECONDS = 10;

/** Signing in at the issuer: the code flow of OpenID Connect with PKCE, state and nonce. */
export class SignIn {
  readonly #parts: SignInParts;

  constructor(parts: SignInParts) {
    this.#parts = parts;
  }

  /** Begins one. @returns where to send the browser, and what it must bring back. @throws Fault ISSUER_UNREACHABLE */
  async begin(returnTo: string): Promise<{ readonly url: string; readonly begun: BegunSignIn }> {
    const { client } = this.#parts;
    const begun = { state: this.#randomText(), nonce: this.#randomText(), verifier: this.#randomText(), returnTo };
    const url = buildAuthorizationUrl(await this.#configuration(), {
      redirect_uri: client.redirectUri,
      scope: client.scopes.join(' '),
      state: begun.state,
      nonce: begun.nonce,
      code_challenge: await calculatePKCECodeChallenge(begun.verifier),
      code_challenge_method: 'S256',
    });
    return { url: url.href, begun };
  }

  /**
   * Ends one: gives the code for an ID token.
   *
   * @param query  with which the browser came back, with its `?`
   * @returns the ID token; its signature, audience and times are not judged here
   * @throws Fault UNAUTHENTICATED, ISSUER_UNREACHABLE
   */
  async end(query: string, { state, nonce, verifier }: BegunSignIn): Promise<string> {
    const back = new URL(query, this.#parts.client.redirectUri);
    try {
      const { id_token: idToken } = await authorizationCodeGrant(await this.#configuration(), back, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      });
      return idToken ?? '';
    } catch (thrown) {
      throw thrown instanceof Fault ? thrown : faultOf(thrown);
    }
  }

  async #configuration(): Promise<Configuration> {
    const { issuer, client, fetch } = this.#parts;
    // The issuer's document was checked; what is missing in it is told by the library.
    const metadata = (await issuer.metadata()) as unknown as ServerMetadata;
    const configuration = new Configuration(metadata, client.id, {}, await this.#authentication(metadata));
    configuration.timeout = PATIENCE_SECONDS;
    configuration[customFetch] = fetch as NonNullable<Configuration[typeof customFetch]>;
    // The configuration takes such an issuer on this machine only.
    if (metadata.issuer.startsWith('http:')) allowInsecureRequests(configuration);
    return configuration;
  }

  async #authentication(metadata: ServerMetadata) {
    const secret = await this.#parts.client.secret?.();
    if (secret === undefined) return None();
    const methods = wordsIn({ ...(metadata as object) }, 'token_endpoint_auth_methods_supported');
    const isBasic = methods.length === 0 || methods.includes('client_secret_basic');
    return isBasic ? ClientSecretBasic(secret.open()) : ClientSecretPost(secret.open());
  }

  #randomText(): string {
    return Buffer.from(this.#parts.random(32)).toString('base64url');
  }
}

/** Causes are left out: they hold what the issuer answered, and that may repeat what it was sent. */
function faultOf(thrown: unknown): Fault {
  if (thrown instanceof AuthorizationResponseError || thrown instanceof ResponseBodyError) {
    return new Fault('UNAUTHENTICATED', `the issuer refused the sign-in: ${wordOf(thrown.error)}; begin it again`);
  }
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  const isUnreachable =
    code === 'OAUTH_TIMEOUT' || code === 'OAUTH_RESPONSE_IS_NOT_CONFORM' || thrown instanceof TypeError;
  if (isUnreachable) return new Fault('ISSUER_UNREACHABLE', 'the OIDC issuer does not answer the sign-in');
  return new Fault('UNAUTHENTICATED', `the sign-in cannot be finished: ${textOf(thrown)}; begin it again`);
}

/** An error code of OAuth is a word; anything else is somebody's own text. */
function wordOf(error: string): string {
  return /^[a-z_]{1,64}$/.test(error) ? error : 'for a reason of its own';
}
