import type { Clock } from '../../../core/clock.ts';
import { formatInstant, type Instant } from '../../../core/instant.ts';
import type { JsonObject } from '../../../core/json.ts';
import type { ApiClient } from '../../api/client.ts';
import type { ApiKind } from '../../api/kind.ts';
import { isRefusal } from '../loop/refusals.ts';
import { metadataOf } from '../objects/metadata.ts';
import type { EventText } from './event-text.ts';

/** Where events go. */
export interface RecorderParts {
  readonly clock: Clock;
  readonly client: ApiClient;
  /** Of `v1` events. */
  readonly events: ApiKind;
  /** Whether anything is told at all. */
  readonly tells: boolean;
  /** A whole number that no other event of the cluster was given. */
  readonly nextSerial: () => number;
}

/** Many events of one object that say nearly the same are told as one; so many are told one by one. */
const FEW = 10;
/** For as long as they come within this time of each other. */
const LIKE_MS = 600_000;
/** So many events of an object are told at once; then one more each 5 minutes. */
const BURST = 25;
const REFILL_MS = 300_000;
const COMBINED = '(combined from similar events): ';
const FORGET_AT = 4_096;

/**
 * Tells events as the recorder of Kubernetes does: the same again is counted, many that are alike are put together, and of an object that is never
 * silent some are left out. What is refused, such as an event in a namespace that is going, is lost.
 */
export class Recorder {
  readonly #parts: RecorderParts;
  readonly #component: string;
  #told = new Map<string, JsonObject>();
  #alike = new Map<string, { readonly messages: Set<string>; lastAt: Instant }>();
  #budgets = new Map<string, { left: number; at: Instant }>();

  /** @param component  who tells, such as `job-controller` */
  constructor(parts: RecorderParts, component: string) {
    this.#parts = parts;
    this.#component = component;
  }

  /** @param subject  what the event is about; with its `kind` and `apiVersion` */
  tell(subject: JsonObject, event: EventText): void {
    if (!this.#parts.tells) return;
    const now = this.#parts.clock.now();
    const { uid } = metadataOf(subject);
    const { message, key } = this.#together(uid, event, now);
    if (!this.#mayTell(uid, now)) return;
    const before = this.#told.get(key);
    try {
      this.#told.set(key, this.#write(subject, { ...event, message }, before));
    } catch (error) {
      if (!isRefusal(error)) throw error;
      this.#told.delete(key);
    }
    if (this.#told.size > FORGET_AT) this.#forget();
  }

  #write(subject: JsonObject, event: EventText, before: JsonObject | undefined): JsonObject {
    const { clock, client, events } = this.#parts;
    const at = formatInstant(clock.now());
    if (before !== undefined) {
      return client.patch(events, metadataOf(before), {
        count: Number(before['count']) + 1,
        lastTimestamp: at,
        message: event.message,
      });
    }
    const { namespace, name, uid } = metadataOf(subject);
    return client.create(events, {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: `${name}.${this.#stamp()}`, namespace: namespace || 'default' },
      involvedObject: {
        apiVersion: subject['apiVersion'] ?? '',
        kind: subject['kind'] ?? '',
        name,
        ...(namespace !== '' && { namespace }),
        resourceVersion: versionOf(subject),
        uid,
      },
      ...event,
      count: 1,
      firstTimestamp: at,
      lastTimestamp: at,
      source: { component: this.#component },
      // What is put together is told by nobody in particular.
      reportingComponent: event.message.startsWith(COMBINED) ? '' : this.#component,
      reportingInstance: '',
      eventTime: null,
    });
  }

  /** A name that no other event has: nanoseconds, in which events of one moment follow each other. */
  #stamp(): string {
    const { clock, nextSerial } = this.#parts;
    return (BigInt(Math.floor(clock.now())) * 1_000_000n + BigInt(nextSerial() % 1_000_000)).toString(16);
  }

  /** The text that is told, and what makes it the same as one before. */
  #together(uid: string, { type, reason, message }: EventText, now: Instant): { message: string; key: string } {
    const kind = `${uid} ${type} ${reason}`;
    const known = this.#alike.get(kind);
    const alike =
      known !== undefined && now - known.lastAt <= LIKE_MS ? known : { messages: new Set<string>(), lastAt: now };
    alike.lastAt = now;
    if (alike.messages.size < FEW || alike.messages.has(message)) alike.messages.add(message);
    this.#alike.set(kind, alike);
    if (alike.messages.has(message) && alike.messages.size < FEW) return { message, key: `${kind} ${message}` };
    return { message: `${COMBINED}${message}`, key: kind };
  }

  #mayTell(uid: string, now: Instant): boolean {
    const budget = this.#budgets.get(uid) ?? { left: BURST, at: now };
    const earned = Math.floor((now - budget.at) / REFILL_MS);
    budget.left = Math.min(BURST, budget.left + earned);
    if (earned > 0) budget.at = now;
    this.#budgets.set(uid, budget);
    if (budget.left < 1) return false;
    budget.left -= 1;
    return true;
  }

  /** Keeps what was told last. */
  #forget(): void {
    this.#told = new Map([...this.#told].slice(-FORGET_AT / 2));
    this.#alike = new Map([...this.#alike].slice(-FORGET_AT / 2));
    this.#budgets = new Map([...this.#budgets].slice(-FORGET_AT / 2));
  }
}

function versionOf(object: JsonObject): string {
  const metadata = object['metadata'];
  const version =
    typeof metadata === 'object' && metadata !== null && 'resourceVersion' in metadata ? metadata.resourceVersion : '';
  return typeof version === 'string' ? version : '';
}
