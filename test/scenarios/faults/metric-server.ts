import { startServer } from '../../support/http-server.ts';

/** One look that the server was asked for. */
export interface ServedLook {
  /** What the run was told to ask under, such as `weighted/step`. */
  readonly of: string;
  /** Positive, or negative for those that are to fail; no two are the same, so that a stored measurement names its look. */
  readonly value: number;
}

/** A metrics backend that knows every look. */
export interface MetricServer {
  /** Looks are taken at `URL/SOMETHING`; those at `URL/bad/SOMETHING` fail. */
  readonly url: string;
  readonly looks: readonly ServedLook[];
  /** Nobody is answered any more, until `answer`. */
  hang(): void;
  answer(): void;
  /** Hears of every look before it is answered. */
  onLook(hear: () => void): void;
  stop(): Promise<void>;
}

export async function startMetricServer(): Promise<MetricServer> {
  const looks: ServedLook[] = [];
  const ears = new Set<() => void>();
  let open = Promise.withResolvers<void>();
  open.resolve();
  const server = await startServer(async ({ path }) => {
    const of = path.slice(1);
    const value = (looks.length + 1) * (of.startsWith('bad/') ? -1 : 1);
    looks.push({ of, value });
    for (const hear of ears) hear();
    await open.promise;
    return { body: { value } };
  });
  return {
    url: server.url,
    looks,
    hang() {
      open = Promise.withResolvers();
    },
    answer: () => open.resolve(),
    onLook: (hear) => void ears.add(hear),
    async stop() {
      open.resolve();
      await server.stop();
    },
  };
}
