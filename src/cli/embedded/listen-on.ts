import type { Server } from 'node:http';
import { Fault, textOf } from '../../core/fault.ts';

/** A port of this machine alone. */
export interface LoopbackPlace {
  /** Default 127.0.0.1. */
  readonly host?: '127.0.0.1' | '::1';
  /** 0: any that is free. */
  readonly port: number;
}

/** For servers on loopback: whoever is slow to send is not waited for. Milliseconds and bytes. */
export const LIMITS = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 65_000,
  maxHeaderSize: 32 * 1024,
};

/**
 * Lets a server listen on loopback.
 *
 * @param server  of HTTP or HTTPS
 * @param what    is served, for the error: `the embedded cluster`
 * @returns       where it is: `127.0.0.1:40123`
 * @throws Fault USAGE_INVALID when the port cannot be had
 */
export function listenOn(
  server: Pick<Server, 'once' | 'listen' | 'address'>,
  { host = '127.0.0.1', port }: LoopbackPlace,
  what: string,
): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      const message = `${what} cannot listen on ${host}, port ${port}: ${textOf(error)}; choose another port, or 0 for one that is free`;
      reject(new Fault('USAGE_INVALID', message, {}, { cause: error }));
    });
    server.listen({ host, port }, () => {
      const address = server.address();
      // Only a server on a pipe has a text for its address.
      const bound = typeof address === 'object' && address !== null ? address.port : port;
      resolve(`${host === '::1' ? '[::1]' : host}:${bound}`);
    });
  });
}
