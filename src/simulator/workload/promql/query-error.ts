/**
 * Why a query is not answered. `bad_data`: it cannot be read, and `place` says where; `execution`: it can be read, and cannot be worked
 * out. These are Prometheus' own words for the two.
 */
export class QueryError extends Error {
  override readonly name = 'QueryError';
  readonly type: 'bad_data' | 'execution';
  /** Index of the character in the query. Absent: the query as a whole. */
  readonly place?: number;

  constructor(type: 'bad_data' | 'execution', message: string, place?: number) {
    super(message);
    this.type = type;
    if (place !== undefined) this.place = place;
  }
}

/** For what Prometheus knows and we do not. */
export function notKnown(what: string, known: string): QueryError {
  return new QueryError('execution', `${what} is not known to this embedded Prometheus, which knows ${known}`);
}
