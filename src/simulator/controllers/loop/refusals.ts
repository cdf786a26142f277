import { Fault, isFault } from '../../../core/fault.ts';
import { isJsonObject } from '../../../core/json.ts';

/** Whether something that was thrown is the API's no. */
export function isRefusal(thrown: unknown): thrown is Fault {
  return isFault(thrown, 'CLUSTER_REFUSED');
}

/** Whether something that was thrown says that the object is not there any more, or another one in its place. */
export function saysGone(thrown: unknown): boolean {
  return isRefusal(thrown) && (thrown.details['code'] === 404 || thrown.details['code'] === 409);
}

/** Whether something that was thrown says that nothing can be created, because the namespace is going or gone. */
export function saysNamespaceGoes(thrown: unknown): boolean {
  const status = isRefusal(thrown) ? thrown.details['status'] : undefined;
  const details = isJsonObject(status) ? status['details'] : undefined;
  const causes = isJsonObject(details) && Array.isArray(details['causes']) ? details['causes'] : [];
  return causes.some((cause) => isJsonObject(cause) && cause['reason'] === 'NamespaceTerminating');
}
