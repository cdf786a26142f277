import type { JsonObject } from '../../core/json.ts';
import type { Behaviour } from './behaviour.ts';
import { hasLabels, nameOf, type Objects, objectsOf } from './split/objects.ts';
import { isTarget, isUp, revisionOf } from './split/pods.ts';
import { type Entry, splitOf } from './split/split-of.ts';

/** Requests that come in at one entry, such as those of users or those of a probe. */
export interface Stream {
  readonly name: string;
  readonly entry: Entry;
  /** Not negative. */
  readonly requestsPerSecond: number;
}

/** The program whose requests are told, and who its pods are. */
export interface App {
  readonly namespace: string;
  /** The label `app` of its series. */
  readonly name: string;
  /** Labels of its pods. */
  readonly podLabels: JsonObject;
  readonly streams: readonly Stream[];
  /**
   * How a pod answers, by what its template says: annotations, labels, images. One pod speaks for its revision.
   *
   * @param shares  the part of each stream's requests that its revision gets, 0 to 1, by the stream's name
   */
  readonly behaviourOf: (pod: JsonObject, shares: ReadonlyMap<string, number>) => Behaviour;
}

/** What happens between two changes of the cluster. */
export interface Flow {
  /** Every revision that has running pods, whether it gets requests or not. */
  readonly revisions: readonly RevisionFlow[];
  /** Requests a second that reach no pod, by name of the stream. */
  readonly unserved: ReadonlyMap<string, number>;
}

export interface RevisionFlow {
  /** Its pod template hash. */
  readonly revision: string;
  readonly behaviour: Behaviour;
  /** Requests a second, by name of the stream. */
  readonly perSecond: ReadonlyMap<string, number>;
  readonly pods: readonly { readonly name: string; readonly isUp: boolean }[];
}

/** What happens as long as the objects stay as they are. */
export function flowOf(app: App, objects: Objects): Flow {
  const splits = app.streams.map((stream) => ({ stream, split: splitOf(stream.entry, objects) }));
  const pods = objectsOf(objects, 'Pod', app.namespace).filter((pod) => hasLabels(pod, app.podLabels) && isTarget(pod));
  const revisions = [...Map.groupBy(pods, revisionOf)].map(([revision, of]) => {
    const shares = new Map(splits.map(({ stream, split }) => [stream.name, split.shares.get(revision) ?? 0]));
    return revisionFlow(app, { revision, shares, pods: of });
  });
  const unserved = splits.map(({ stream, split }) => [stream.name, stream.requestsPerSecond * split.unserved] as const);
  return { revisions: revisions.flat(), unserved: new Map(unserved) };
}

interface Part {
  readonly revision: string;
  /** Of each stream's requests, by its name. */
  readonly shares: ReadonlyMap<string, number>;
  readonly pods: readonly JsonObject[];
}

function revisionFlow(app: App, { revision, shares, pods }: Part): readonly RevisionFlow[] {
  const [first] = pods;
  if (first === undefined) return [];
  const perSecond = app.streams.map(
    ({ name, requestsPerSecond }) => [name, requestsPerSecond * (shares.get(name) ?? 0)] as const,
  );
  return [
    {
      revision,
      behaviour: app.behaviourOf(first, shares),
      perSecond: new Map(perSecond),
      pods: pods.map((pod) => ({ name: nameOf(pod), isUp: isUp(pod) })),
    },
  ];
}
