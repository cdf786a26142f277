import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import type { Clock } from '../../core/clock.ts';
import type { Instant } from '../../core/instant.ts';
import type { Access, Identity, Role } from '../access/access.ts';
import type { Audit } from '../access/audit/audit.ts';
import type { Reading } from '../read-bounded.ts';
import type { Runs } from '../runs/runs.ts';
import type { HistoryFeed } from '../runs/waits/history-feed.ts';
import type { ServiceLog } from '../service-log.ts';
import type { HistoryStore, RunStore, Store, TemplateStore } from '../store/store.ts';
import type { ApiLimits } from './api-limits.ts';

/** A fastify instance that knows our schemas. */
export type Api = FastifyInstance<Server, IncomingMessage, ServerResponse, FastifyBaseLogger, TypeBoxTypeProvider>;

/** What the API is put together from. */
export interface ApiParts {
  /** Of this program. */
  readonly version: string;
  readonly store: Pick<Store, 'check'> & {
    readonly templates: TemplateStore;
    readonly history: Pick<HistoryStore, 'since' | 'newest'>;
    readonly runs: Pick<RunStore, 'namespaces'>;
  };
  readonly runs: Runs;
  /** What happens in all runs. */
  readonly feed: Pick<HistoryFeed, 'hear'>;
  readonly access: Access;
  /** Writes down who changes what. */
  readonly audit: Audit;
  /** The time of day. */
  readonly clock: Clock;
  /** One that never jumps. */
  readonly steady: Clock;
  /** A random UUID. */
  readonly newId: () => string;
  readonly log: ServiceLog;
  readonly limits: ApiLimits;
  /** Why this replica cannot carry runs just now, such as that its leases are not renewed; undefined when it can. */
  readonly unreadiness: () => string | undefined;
  /** What `/metrics` says; absent: there is no such page. */
  readonly metrics?: () => Promise<{ readonly contentType: string; readonly text: string }>;
  readonly folders: {
    /** The built dashboard. */
    readonly dashboard: string;
    /** Swagger UI's files. */
    readonly swagger: string;
  };
  /** Addresses and networks of proxies whose `X-Forwarded-…` headers are believed. */
  readonly trustedProxies: readonly string[];
  /** Kinds of providers there are, plugins' too, by which templates are checked. */
  readonly providerKinds: readonly string[];
  /** How the templates of a namespace, or of none, are read where many share the process. */
  readonly reading?: (namespace: string) => Reading;
  /** Adds calls of others, such as those for signing in. */
  readonly extend?: (api: Api) => void;
  /** Aborted when the service begins to end: whoever waits for a run is answered as it stands. */
  readonly closing: AbortSignal;
  /** Told how many event streams are open can be asked, for metrics. */
  readonly onStreams?: (count: () => number) => void;
  /** Told of every answer, for metrics. `route` is its pattern, so that there are few. */
  readonly onAnswer?: (answer: {
    readonly method: string;
    readonly route: string;
    readonly status: number;
    readonly tookMs: number;
  }) => void;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /**
     * Who may call it: who has this role in the namespace of the address, or, where it has none, in all. `anyone`: everybody who has shown
     * who they are. Absent: the whole world, without a look at who asks.
     */
    readonly role?: Role | 'anyone';
  }
  interface FastifyRequest {
    /** Who asks; on routes with a role only. */
    identity: Identity;
    /** When it came, on the clock that never jumps. */
    cameAt: Instant;
  }
}
