import { formatInstant, type Instant } from '../../core/instant.ts';
import type { JsonObject } from '../../core/json.ts';
import { textIn } from '../../core/json-members.ts';
import { nameOf, uidOf, versionOf } from '../metadata.ts';
import type { Resource } from '../resource.ts';

export const EVENTS: Resource = { apiVersion: 'v1', kind: 'Event', plural: 'events' };

/** Something that happened to an object. */
export interface ObjectEvent {
  /** What it happened to; with `apiVersion`, `kind` and metadata. */
  readonly about: JsonObject;
  readonly type: 'Normal' | 'Warning';
  /** One word, such as `RolloutPaused`. */
  readonly reason: string;
  readonly message: string;
}

/** How often the same happened, and when. */
export interface Times {
  /** From 1. */
  readonly count: number;
  readonly firstAt: Instant;
  readonly lastAt: Instant;
}

/** Longest name that the API takes. */
const LONGEST_NAME = 253;

/** The same for events that say the same of the same object. */
export function identityOf({ about, type, reason, message }: ObjectEvent): string {
  return JSON.stringify([uidOf(about), nameOf(about), type, reason, message]);
}

/** The same for events about the same object. */
export function subjectOf({ about }: ObjectEvent): string {
  return JSON.stringify([uidOf(about), nameOf(about)]);
}

/** Where an event is kept: beside its object, or in `default` for an object that lives in no namespace. */
export function namespaceOf({ about }: ObjectEvent): string {
  return nameOf(about).namespace || 'default';
}

/** The object of an event. @param id  that no other event of its object has */
export function eventManifest(event: ObjectEvent, times: Times, component: string, id: string): JsonObject {
  const { about, type, reason, message } = event;
  const { namespace, name } = nameOf(about);
  return {
    apiVersion: EVENTS.apiVersion,
    kind: EVENTS.kind,
    metadata: { name: `${name.slice(0, LONGEST_NAME - id.length - 1)}.${id}`, namespace: namespaceOf(event) },
    involvedObject: {
      apiVersion: textIn(about, 'apiVersion'),
      kind: textIn(about, 'kind'),
      namespace,
      name,
      uid: uidOf(about),
      resourceVersion: versionOf(about),
    },
    type,
    reason,
    message,
    source: { component },
    reportingComponent: component,
    reportingInstance: '',
    firstTimestamp: formatInstant(times.firstAt),
    lastTimestamp: formatInstant(times.lastAt),
    count: times.count,
  };
}

/** Merge patch for an event that has happened again. */
export function againPatch({ count, lastAt }: Times): JsonObject {
  return { count, lastTimestamp: formatInstant(lastAt) };
}
