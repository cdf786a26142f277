import { isIP } from 'node:net';
import { Fault } from '../../core/fault.ts';

/** Where the service listens. */
export interface ListenPlace {
  readonly host: string;
  readonly port: number;
  /** Whether only this machine can reach it. */
  readonly isLoopback: boolean;
}

/**
 * Reads `--listen`: `127.0.0.1:8765`, `[::1]:8765`, `localhost:0`; `:8765` for every address of the machine.
 *
 * @throws Fault USAGE_INVALID
 */
export function listenPlace(text: string): ListenPlace {
  const [, bracketed, plain, digits = ''] = /^(?:\[([^\]]*)\]|([^:[\]]*)):(\d{1,5})$/.exec(text) ?? [];
  const host = bracketed ?? plain;
  const port = Number(digits);
  const isKnown = bracketed === undefined ? host !== undefined : isIP(bracketed) === 6;
  if (host === undefined || digits === '' || port > 65_535 || !isKnown) {
    throw new Fault(
      'USAGE_INVALID',
      `--listen ${JSON.stringify(text)}: HOST:PORT was expected, such as 127.0.0.1:8765, [::1]:8765 or 0.0.0.0:8765`,
    );
  }
  return { host: host === '' ? '::' : host, port, isLoopback: isLoopbackHost(host) };
}

function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

/**
 * Refuses to serve other machines where nobody has to say who they are, unless that was asked for.
 *
 * @throws Fault USAGE_INVALID with what can be done
 */
export function refuseOpenToAll(place: ListenPlace, isOpen: boolean, isAllowed: boolean): void {
  if (place.isLoopback || !isOpen || isAllowed) return;
  throw new Fault(
    'USAGE_INVALID',
    `--listen ${place.host.includes(':') ? `[${place.host}]` : place.host}:${place.port} can be reached from other machines, and nobody would have to say who they are. Configure "authentication" in the file of --config, listen on 127.0.0.1, or say --allow-unauthenticated if anybody may do everything`,
  );
}
