/** What there is, in lines of at most 60 columns. */
export const THE_SHOP: readonly string[] = [
  'A good release and a bad one, on a cluster that lives in',
  'this process alone. Nothing else is used or changed.',
  '',
  'The shop has 3 pods of shop:v1 and 100 requests a second.',
];

/** What the gate wants. */
export const THE_GATE: readonly string[] = [
  'The gate asks Prometheus for two metrics:',
  '',
  '  error-percent   at most 5 % of the requests may fail',
  '  p95-latency-ms  95 % must be answered within 300 ms',
];
