import type { Environment } from '../../../core/environment.ts';
import { Fault } from '../../../core/fault.ts';

/**
 * The address of the service that a run is given to, without a slash at its end; undefined where the run is to be done here.
 *
 * @param server `--server`; empty for here, whatever VERDICT_SERVER says
 * @throws Fault USAGE_INVALID for what is no http or https address, or has more in it than host and path
 */
export function serverAddress(server: string | undefined, env: Environment): string | undefined {
  const [text, name] = server === undefined ? [env['VERDICT_SERVER'] ?? '', 'VERDICT_SERVER'] : [server, '--server'];
  if (text === '') return undefined;
  const url = URL.parse(text);
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw refused(name, text, 'an address such as https://verdict.example.com was expected');
  }
  if (url.username !== '' || url.password !== '') {
    throw new Fault(
      'USAGE_INVALID',
      `${name}: no name or password may stand in the address: give a token with VERDICT_TOKEN or --token-file`,
    );
  }
  if (url.search !== '' || url.hash !== '') throw refused(name, text, 'no ? and no # may stand in it');
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

/** Whether what is sent there leaves this machine unencrypted. */
export function isInTheClear(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return protocol === 'http:' && !/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
}

function refused(name: string, text: string, why: string): Fault {
  return new Fault('USAGE_INVALID', `${name} ${JSON.stringify(text)}: ${why}`);
}
