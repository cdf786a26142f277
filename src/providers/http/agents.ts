import { createHash } from 'node:crypto';
import type { LookupFunction } from 'node:net';
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';
import { Agent, buildConnector, type Dispatcher, ProxyAgent } from 'undici';
import type { Egress } from './egress/egress.ts';
import { guardedLookup } from './egress/guarded-lookup.ts';
import type { TlsOptions } from './http.ts';

/** How many pools are kept, and how they connect. */
export interface AgentOptions {
  /** Pools kept open, one per set of TLS options and proxy; the one unused longest is closed when there are more. */
  readonly pools: number;
  /** Connections per host and pool; more requests wait for one. */
  readonly connectionsPerHost: number;
  /** Resolves names, in place of the system's resolver. Not called for an address that needs no resolving. */
  readonly lookup?: LookupFunction;
  /** Where connections may go. Those to a proxy are not asked about: whoever set it up has chosen its address. */
  readonly egress?: Egress;
}

/** As long as Go's client waits for a connection. */
const CONNECT_TIMEOUT_MS = 30_000;

type Connected = Parameters<buildConnector.Callback>;

/** Pools of connections: one per set of TLS options and proxy, so that connections are used again. */
export class Agents {
  readonly #options: AgentOptions;
  /** By use, the one used last at the end. */
  readonly #pools = new Map<string, Dispatcher>();
  #trusted: string[] | undefined;

  constructor(options: AgentOptions) {
    this.#options = options;
  }

  /** The pool for these options, opened when it is not there. @throws Error when a PEM text cannot be read */
  get(tls: TlsOptions, proxy: string | undefined): Dispatcher {
    const key = keyOf(tls, proxy);
    const pool = this.#pools.get(key) ?? this.#open(tls, proxy);
    this.#pools.delete(key);
    this.#pools.set(key, pool);
    this.#closeOldest();
    return pool;
  }

  /** Closes every pool; requests under way are answered first. */
  async close(): Promise<void> {
    const pools = [...this.#pools.values()];
    this.#pools.clear();
    await Promise.all(pools.map((pool) => pool.close()));
  }

  #open(tls: TlsOptions, proxy: string | undefined): Dispatcher {
    const pool = {
      connections: this.#options.connectionsPerHost,
      allowH2: false,
      // The whole exchange has one time limit, kept by the caller's signal.
      headersTimeout: 0,
      bodyTimeout: 0,
    };
    const { egress, lookup } = this.#options;
    const isGuarded = egress !== undefined && proxy === undefined;
    const resolver = isGuarded ? guardedLookup(egress, lookup) : lookup;
    const plain = {
      timeout: CONNECT_TIMEOUT_MS,
      allowH2: false,
      ...(resolver === undefined ? {} : { lookup: resolver }),
    };
    const secure = (): buildConnector.BuildOptions => ({
      ...plain,
      rejectUnauthorized: tls.insecure !== true,
      secureContext: this.#secureContext(tls),
    });
    if (proxy !== undefined) {
      const options = secure();
      return new ProxyAgent({ ...pool, uri: proxy, requestTls: options, proxyTls: options });
    }
    // Built when a connection first needs it: reading the authorities takes longer than a request.
    let connectSecurely: buildConnector.connector | undefined;
    const connectPlainly = buildConnector(plain);
    return new Agent({
      ...pool,
      connect: (target, callback) => {
        const refusal = egress === undefined ? undefined : refusalOf(egress, target.hostname);
        if (refusal !== undefined) return callback(refusal, null);
        if (target.protocol !== 'https:') return connectPlainly(target, callback);
        connectSecurely ??= buildConnector(secure());
        return connectSecurely(target, (...outcome: Connected) => {
          const [, socket] = outcome;
          // A refusal that comes after the handshake would else be reported as a mere end of the connection.
          socket?.once('error', (error) => socket.destroy(error));
          callback(...outcome);
        });
      },
    });
  }

  #secureContext(tls: TlsOptions): SecureContext {
    return createSecureContext({
      ca: tls.caBundle ?? this.#systemAuthorities(),
      ...(tls.clientCertificate === undefined ? {} : { cert: tls.clientCertificate }),
      ...(tls.clientKey === undefined ? {} : { key: tls.clientKey }),
    });
  }

  /** What the machine trusts and what node brings along: an image without certificates works too. */
  #systemAuthorities(): string[] {
    this.#trusted ??= [...new Set([...getCACertificates('default'), ...getCACertificates('system')])];
    return this.#trusted;
  }

  #closeOldest(): void {
    for (const [key, pool] of this.#pools) {
      if (this.#pools.size <= this.#options.pools) return;
      this.#pools.delete(key);
      void pool.close();
    }
  }
}

/** Why no connection may be made to a host. An address that needs no resolving is not seen by a resolver. */
function refusalOf(egress: Egress, host: string): Error | undefined {
  try {
    egress.checkName(host, false);
    return undefined;
  } catch (thrown) {
    return thrown instanceof Error ? thrown : new Error(String(thrown));
  }
}

/** Hashed where there is something to hide, so that no key text is kept as a map's key. */
function keyOf(tls: TlsOptions, proxy: string | undefined): string {
  const parts = [tls.insecure === true, tls.caBundle, tls.clientCertificate, tls.clientKey, proxy];
  if (parts.every((part) => part === undefined || typeof part === 'boolean')) return String(tls.insecure === true);
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64');
}
