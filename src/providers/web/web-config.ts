import { Fault } from '../../core/fault.ts';
import { type Millis, millisOf } from '../../core/instant.ts';
import type { Json } from '../../core/json.ts';
import { oauth2Of } from '../auth/oauth2.ts';
import type { OAuth2 } from '../auth/oauth2-client.ts';
import { ConfigFields } from '../config-fields.ts';
import type { TlsOptions } from '../http/http.ts';
import { tlsOf } from '../http/tls-options.ts';
import { JsonPathError } from '../json-path/json-path-error.ts';
import type { PathNode } from '../json-path/json-path-node.ts';
import { parseJsonPath } from '../json-path/parse-json-path.ts';

/** What stands below `web:`, ready to ask with. */
export interface WebConfig {
  /** Any word; `GET` when none is given. */
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Empty for none. */
  readonly body: string;
  /** Absent for none. */
  readonly jsonBody?: Json;
  readonly timeout: Millis;
  readonly jsonPath: readonly PathNode[];
  readonly oauth2?: OAuth2;
  readonly tls: TlsOptions;
}

const DEFAULT_TIMEOUT_S = 10;

/**
 * Reads the settings of a web metric. Whether method and bodies fit is looked at when the request is made, as in the original.
 *
 * @throws Fault PROVIDER_CONFIG_INVALID with upstream's text
 * @see providers.md §3
 */
export function parseWebConfig(raw: Json): WebConfig {
  const fields = new ConfigFields('web', raw);
  const oauth2 = oauth2Of(fields.object('authentication'));
  const jsonBody = fields.json('jsonBody');
  const seconds = fields.integer('timeoutSeconds') ?? 0;
  return {
    method: fields.text('method') || 'GET',
    url: fields.text('url'),
    headers: fields.objects('headers').map((header) => [header.text('key'), header.text('value')] as const),
    body: fields.text('body'),
    timeout: millisOf((seconds > 0 ? seconds : DEFAULT_TIMEOUT_S) * 1000),
    jsonPath: pathOf(fields.text('jsonPath') || '{$}'),
    tls: tlsOf(fields),
    ...(jsonBody === undefined ? {} : { jsonBody }),
    ...(oauth2 === undefined ? {} : { oauth2 }),
  };
}

function pathOf(text: string): readonly PathNode[] {
  try {
    return parseJsonPath(text);
  } catch (thrown) {
    if (!(thrown instanceof JsonPathError)) throw thrown;
    throw new Fault('PROVIDER_CONFIG_INVALID', thrown.message, { field: 'web.jsonPath' }, { cause: thrown });
  }
}
