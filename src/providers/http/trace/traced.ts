import type { Http } from '../http.ts';
import type { TraceContext } from './trace-context.ts';

/**
 * An Http that tells every backend which trace its request belongs to: `traceparent` with a span of its own, and `tracestate`. A request that brings
 * a `traceparent` itself is left as it is.
 *
 * @param newUuid  random UUIDs; a span takes the second half of one, which is never zero
 */
export function traced(http: Http, { traceId, flags, state }: TraceContext, newUuid: () => string): Http {
  return {
    send(request) {
      const headers = request.headers ?? [];
      if (headers.some(([name]) => name.toLowerCase() === 'traceparent')) return http.send(request);
      const span = newUuid().slice(-17).replace('-', '');
      const parent = ['traceparent', `00-${traceId}-${span}-${flags}`] as const;
      const beside = state === undefined ? [] : [['tracestate', state] as const];
      return http.send({ ...request, headers: [...headers, parent, ...beside] });
    },
  };
}
