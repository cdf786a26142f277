import type { JsonObject } from '../../../core/json.ts';
import type { ApiCall } from '../../api/call.ts';
import type { ApiClient } from '../../api/client.ts';
import { refusalFrom } from '../../api/refusals.ts';

/**
 * A call that the client has no word for.
 *
 * @throws Fault CLUSTER_REFUSED
 */
export function ask(client: ApiClient, call: ApiCall): JsonObject {
  const { status, body } = client.call(call);
  if (status >= 300) throw refusalFrom(body);
  return body;
}
