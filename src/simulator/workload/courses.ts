import type { App, Flow, RevisionFlow } from './flow.ts';
import type { Course } from './history.ts';
import { meanSeconds, shareWithin } from './latency.ts';
import { type Labels, labelsOf, NAME } from './series/labels.ts';

/** Upper bounds of the histogram's buckets in seconds: what Prometheus' client libraries have when nobody says otherwise. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/**
 * The series of an app while a flow lasts: requests by status code and a histogram of their durations for each revision, and `up` for
 * each pod.
 */
export function coursesOf(app: Pick<App, 'namespace' | 'name'>, flow: Flow): readonly Course[] {
  return flow.revisions.flatMap((revision) => {
    const own = { namespace: app.namespace, app: app.name, revision: revision.revision };
    return [...requests(own, revision), ...durations(own, revision), ...pods(own, revision)];
  });
}

type Own = Readonly<Record<string, string>>;

function requests(own: Own, { behaviour, perSecond }: RevisionFlow): readonly Course[] {
  const rate = sum(perSecond);
  return Object.entries(behaviour.codes).map(([code, share]) =>
    counter('http_requests_total', { ...own, code }, rate * share),
  );
}

function durations(own: Own, { behaviour, perSecond }: RevisionFlow): readonly Course[] {
  const rate = sum(perSecond);
  const name = 'http_request_duration_seconds';
  const buckets = BUCKETS.map((le) =>
    counter(`${name}_bucket`, { ...own, le: String(le) }, rate * shareWithin(behaviour.latency, le)),
  );
  return [
    ...buckets,
    counter(`${name}_bucket`, { ...own, le: '+Inf' }, rate),
    counter(`${name}_count`, own, rate),
    counter(`${name}_sum`, own, rate * meanSeconds(behaviour.latency)),
  ];
}

function pods(own: Own, { pods }: RevisionFlow): readonly Course[] {
  return pods.map(({ name, isUp }) => ({
    kind: 'gauge',
    labels: named('up', { ...own, pod: name }),
    value: isUp ? 1 : 0,
  }));
}

function counter(name: string, labels: Own, perSecond: number): Course {
  return { kind: 'counter', labels: named(name, labels), perSecond };
}

function named(name: string, labels: Own): Labels {
  return labelsOf([[NAME, name], ...Object.entries(labels)]);
}

function sum(numbers: ReadonlyMap<string, number>): number {
  return numbers.values().reduce((a, b) => a + b, 0);
}
