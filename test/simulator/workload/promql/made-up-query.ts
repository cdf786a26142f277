/** A query that is made up of what we know; the same one for the same seed. */
export function madeUpQuery(seed: number): string {
  const random = chance(seed);
  const pick = <T extends string>(...texts: readonly T[]): T | '' => texts[Math.floor(random() * texts.length)] ?? '';
  const number = (): string => pick('0', '1', '-2.5', '1e3', '0.25', 'time() / 1e9', 'scalar(limit_by_zone)');
  const selector = (): string =>
    pick('jobs_total', 'depth', 'limit', 'limit_by_zone', 'http_requests_total', 'up') +
    pick('', '', '{zone="x"}', '{pod=~"a|b"}', '{zone!="y", pod!~"c.*"}');
  const labels = (): string => pick('(zone)', '(pod)', '(pod, zone)', '()', '(revision)');
  const over = (): string =>
    `${pick('rate', 'increase', 'irate', 'delta', 'avg_over_time', 'max_over_time', 'count_over_time')}(${selector()}[${pick('7s', '20s', '31s', '2m')}])`;
  const vector = (depth: number): string => {
    if (depth === 0) return pick(selector(), over(), 'vector(3)');
    const inner = (): string => vector(depth - 1);
    switch (pick('aggregate', 'binary', 'number', 'compare', 'set', 'function', 'sign', 'leaf')) {
      case 'aggregate':
        return `${pick('sum', 'avg', 'min', 'max', 'count')} ${pick('by', 'without')} ${labels()} (${inner()})`;
      case 'binary':
        return `(${inner()} ${pick('+', '-', '*', '/', '%', '^')} ${pick('', `on ${labels()}`, `ignoring ${labels()}`)} ${inner()})`;
      case 'number':
        return random() < 0.5
          ? `(${inner()} ${pick('+', '*', '/')} ${number()})`
          : `(${number()} ${pick('-', '/')} ${inner()})`;
      case 'compare':
        return `(${inner()} ${pick('>', '<', '==', '!=', '>=', '<=')} ${pick('', 'bool')} ${random() < 0.5 ? number() : inner()})`;
      case 'set':
        return `(${inner()} ${pick('and', 'or', 'unless')} ${pick('', `on ${labels()}`, `ignoring ${labels()}`)} ${inner()})`;
      case 'function':
        return `${pick('abs', 'floor', 'round', 'ceil')}(clamp_min(${inner()}, ${number()}))`;
      case 'sign':
        return `-${inner()}`;
      default:
        return inner();
    }
  };
  return vector(3);
}

/** Numbers from 0 to below 1 (mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
