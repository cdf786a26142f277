/**
 * The backend that the benchmark's metrics ask, in a process of its own, so that it can be told apart from the service: it answers every look with 1 and
 * notes when it came. Started with the number of runs and of metrics a run; asked over IPC.
 */
import { createServer } from 'node:http';

/** What it is asked for. Moments are milliseconds since 1970. */
export interface BackendQuestion {
  readonly since: number;
  /** A look counts as missing that has not come this long before the question; milliseconds. */
  readonly overdueAfter: number;
}

/** What it tells of the looks since then. */
export interface BackendAnswer {
  readonly looks: number;
  /** Milliseconds between a look and the one before it of the same metric, ascending. */
  readonly gaps: readonly number[];
  /** Metrics whose next look is overdue. */
  readonly missing: number;
}

const [runs = 0, metrics = 0] = process.argv.slice(2).map(Number);
/** Of each metric its looks, in order; a run's metrics stand together. */
const looks: number[][] = Array.from({ length: runs * metrics }, () => []);

const server = createServer((request, response) => {
  const [, run, metric] = /^\/(\d+)\/(\d+)$/.exec(request.url ?? '') ?? [];
  looks[Number(run) * metrics + Number(metric)]?.push(Date.now());
  response.setHeader('content-type', 'application/json').end('1');
});
server.keepAliveTimeout = 120_000;

process.on('message', ({ since, overdueAfter }: BackendQuestion) => {
  const gaps: number[] = [];
  let missing = 0;
  let count = 0;
  for (const moments of looks) {
    for (const [index, at] of moments.entries()) {
      if (at < since) continue;
      count += 1;
      const before = moments[index - 1];
      if (before !== undefined) gaps.push(at - before);
    }
    const newest = moments.at(-1);
    if (newest !== undefined && newest < Date.now() - overdueAfter) missing += 1;
  }
  const answer: BackendAnswer = { looks: count, gaps: gaps.sort((a, b) => a - b), missing };
  process.send?.(answer);
});

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.(typeof address === 'object' ? address?.port : undefined);
});
