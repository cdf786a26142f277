import { createSecureContext, type SecureContextOptions } from 'node:tls';
import { isDeepStrictEqual } from 'node:util';
import { type KubeConfig, RequestContext } from '@kubernetes/client-node';
import { Agent, type buildConnector, type Dispatcher } from 'undici';

/** What a request needs beside itself to get to the API server as the right user. */
export interface Credentials {
  /** Such as `Authorization`. */
  readonly headers: Readonly<Record<string, string>>;
  /** The connections, with the kubeconfig's certificates and proxy. */
  readonly dispatcher: Dispatcher;
}

export interface CredentialSource {
  /** As they are now, or were a second ago: tokens are refreshed and exec plugins run when they have to. Rejects with whatever text the plugin or file gave. */
  current(): Credentials | Promise<Credentials>;
  close(): Promise<void>;
}

/** client-node decodes certificates and reads files anew each time it is asked: in a burst that takes longer than the requests. */
const HELD_MS = 1_000;

/**
 * Lets client-node work out headers and certificates, and keeps one pool of connections for as long as the certificates stay the same.
 * client-node alone opens a new pool for every request (dependencies.md §7).
 */
export function credentialsOf(config: KubeConfig): CredentialSource {
  const pool = keepPool(config);
  const plain = new Agent();
  let held: { readonly credentials: Credentials; readonly until: number } | undefined;
  const renew = async (): Promise<Credentials> => {
    const context = new RequestContext(config.getCurrentCluster()?.server ?? '', 'GET');
    await config.applySecurityAuthentication(context);
    const credentials = { headers: context.getHeaders(), dispatcher: context.getDispatcher() ?? plain };
    held = { credentials, until: performance.now() + HELD_MS };
    return credentials;
  };
  return {
    current: () => (held !== undefined && performance.now() < held.until ? held.credentials : renew()),
    async close() {
      await Promise.all([plain.close(), pool.close()]);
    },
  };
}

/** A connection that nobody uses is kept so long: looks every ten seconds must not begin with a handshake each. Milliseconds. */
const IDLE_MS = 30_000;

type SecureOptions = buildConnector.BuildOptions & SecureContextOptions;

/** How client-node would reach the server: directly (`agent`), or by some proxy. */
type DescribeDispatcher = (...options: readonly unknown[]) => {
  readonly type: string;
  readonly connect?: SecureOptions;
};

type MakeDispatcher = (...options: readonly unknown[]) => Dispatcher | undefined;

/** Makes this KubeConfig answer `createDispatcher` with the pool of last time, unless it is asked for another one. */
function keepPool(config: KubeConfig): { close(): Promise<void> } {
  // The method is private to client-node's types. Should it go, requests still work: they only stop sharing connections, and a test says so.
  const make = (Reflect.get(config, 'createDispatcher') as MakeDispatcher).bind(config);
  const describe = (Reflect.get(config, 'createDispatcherOptions') as DescribeDispatcher).bind(config);
  let kept: { readonly options: readonly unknown[]; readonly dispatcher: Dispatcher | undefined } | undefined;
  const createDispatcher: MakeDispatcher = (...options) => {
    if (kept && isDeepStrictEqual(kept.options, options)) return kept.dispatcher;
    // Requests under way end on the old connections; those are closed behind them.
    void kept?.dispatcher?.close();
    const { type, connect } = describe(...options);
    const isPlain = type === 'agent' && connect !== undefined;
    kept = {
      options,
      dispatcher: isPlain ? agentOf(connect) : make(...options),
    };
    return kept.dispatcher;
  };
  Object.defineProperty(config, 'createDispatcher', { value: createDispatcher });
  return {
    async close() {
      await kept?.dispatcher?.close();
    },
  };
}

/** Certificates are read once, not for each connection. @throws Error when one cannot be read */
function agentOf(connect: SecureOptions): Agent {
  const secureContext = createSecureContext(connect);
  return new Agent({ connect: { ...connect, secureContext }, keepAliveTimeout: IDLE_MS });
}
