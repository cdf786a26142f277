import { connect, createServer, type Server, type Socket } from 'node:net';

/** A way to a server that can be broken as networks and restarts break it. */
export interface BreakableProxy {
  readonly port: number;
  /** Connections stay, but nothing comes through any more: a server that hangs, or a network that swallows. */
  hang(): void;
  /** What was held back comes through. */
  resume(): void;
  /** The connections that there are stay and carry nothing any more, for good; new ones work: a network that forgot them. */
  strand(): void;
  /** Breaks all connections; new ones are refused until `restart`. */
  kill(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a proxy on 127.0.0.1 for the TCP server at `host` and `port`. */
export async function startBreakableProxy(host: string, port: number): Promise<BreakableProxy> {
  const sockets = new Set<Socket>();
  const stranded = new Set<Socket>();
  let isHanging = false;
  const server: Server = createServer((client) => {
    const upstream = connect({ host, port });
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from);
      if (isHanging) from.pause();
      from.on('data', (chunk) => to.write(chunk));
      from.on('close', () => {
        sockets.delete(from);
        stranded.delete(from);
        to.destroy();
      });
      from.on('error', () => to.destroy());
    }
  });
  const listen = (at: number): Promise<void> =>
    new Promise((resolve) => {
      server.listen(at, '127.0.0.1', resolve);
    });
  const kill = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of [...sockets, ...stranded]) socket.destroy();
    });
  await listen(0);
  const address = server.address();
  const own = address !== null && typeof address === 'object' ? address.port : 0;
  return {
    port: own,
    hang() {
      isHanging = true;
      for (const socket of sockets) socket.pause();
    },
    resume() {
      isHanging = false;
      for (const socket of sockets) socket.resume();
    },
    strand() {
      for (const socket of sockets) {
        socket.pause();
        stranded.add(socket);
      }
      sockets.clear();
    },
    kill,
    restart: () => listen(own),
    stop: kill,
  };
}
