import type { Fault } from '../../core/fault.ts';
import { deadline } from './deadline.ts';
import type { HttpRequest } from './http.ts';
import { requestFailed } from './unreachable.ts';

/** What a request fails with whose caller does not wait any more: `Get "http://p/": context canceled`, or that its time was up. */
export function givenUp(request: HttpRequest): Fault {
  const limit = deadline(request);
  limit.done();
  return requestFailed(request, limit.text('head'));
}
