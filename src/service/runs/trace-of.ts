/** The W3C trace that something belongs to, as its headers say it. */
export interface Trace {
  readonly traceparent?: string;
  /** Only with a `traceparent`. */
  readonly tracestate?: string;
}

/** What there is to pass on of somebody's trace. */
export function traceOf({ traceparent, tracestate }: Trace): Trace {
  return traceparent === undefined ? {} : { traceparent, ...(tracestate !== undefined && { tracestate }) };
}
