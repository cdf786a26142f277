import { Fault } from '../../core/fault.ts';
import type { ConfigFields } from '../config-fields.ts';
import { type HttpLayer, hasHeader, setHeader } from './set-header.ts';

/** A name and a password. */
export interface BasicAuth {
  readonly username: string;
  readonly password: string;
}

/**
 * Reads `authentication.basicAuth`.
 *
 * @returns undefined when neither field is set
 * @throws Fault PROVIDER_CONFIG_INVALID `missing mandatory parameter in metric for basic auth setup: username` (or `password`)
 */
export function basicAuthOf(authentication: ConfigFields): BasicAuth | undefined {
  const fields = authentication.object('basicAuth');
  const [username, password] = [fields.text('username'), fields.text('password')];
  if (username === '' && password === '') return undefined;
  if (username === '') throw missing('username');
  if (password === '') throw missing('password');
  return { username, password };
}

/** Sends name and password with every request that has no Authorization yet. */
export function withBasicAuth({ username, password }: BasicAuth): HttpLayer {
  const header = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  return (http) => ({
    send: (request) =>
      http.send(hasHeader(request, 'Authorization') ? request : setHeader(request, 'Authorization', header)),
  });
}

function missing(field: string): Fault {
  return new Fault('PROVIDER_CONFIG_INVALID', `missing mandatory parameter in metric for basic auth setup: ${field}`, {
    field: `authentication.basicAuth.${field}`,
  });
}
