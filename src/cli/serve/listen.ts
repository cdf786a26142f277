import { Fault, textOf } from '../../core/fault.ts';
import type { Api } from '../../service/api/api-parts.ts';
import type { ListenPlace } from './listen-place.ts';

/**
 * Lets the API listen.
 *
 * @returns its address, such as `http://127.0.0.1:8765`, as one that can be opened on this machine
 * @throws Fault USAGE_INVALID when the place cannot be had
 */
export async function listen(api: Api, { host, port }: ListenPlace): Promise<string> {
  try {
    await api.listen({ host, port, listenTextResolver: () => '' });
  } catch (cause) {
    throw new Fault(
      'USAGE_INVALID',
      `--listen: cannot listen on ${host}, port ${port}: ${reasonOf(cause, port)}`,
      {},
      { cause },
    );
  }
  const address = api.server.address();
  // Only a server on a pipe has a text for its address.
  const bound = typeof address === 'object' && address !== null ? address : { address: host, port };
  const isEvery = bound.address === '::' || bound.address === '0.0.0.0';
  const name = isEvery ? 'localhost' : bound.address.includes(':') ? `[${bound.address}]` : bound.address;
  return `http://${name}:${bound.port}`;
}

function reasonOf(thrown: unknown, port: number): string {
  const { code } = thrown as { readonly code?: unknown };
  switch (code) {
    case 'EADDRINUSE':
      return `the port is in use, perhaps by another verdict serve; choose another, or 0 for one that is free`;
    case 'EACCES':
      return `this user may not use port ${port}; choose one above 1023`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return 'this machine has no such address';
    default:
      return textOf(thrown);
  }
}
