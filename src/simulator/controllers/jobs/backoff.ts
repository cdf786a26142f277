import { after, type Instant, millisOf, parseInstant } from '../../../core/instant.ts';
import { isJsonObject } from '../../../core/json.ts';
import { Fields } from '../../../rollout/reading/fields.ts';
import { metadataOf } from '../objects/metadata.ts';
import type { PodView } from '../pods/pod-view.ts';

/** How often a Job's pods have failed one after the other, and when the last did. */
export interface Backoff {
  readonly failures: number;
  readonly lastAt: Instant | undefined;
}

export const NO_BACKOFF: Backoff = { failures: 0, lastAt: undefined };

const FIRST_MS = 10_000;
const LONGEST_MS = 600_000;

/** Takes in pods that came to their end; a success makes good all failures before it. */
export function backoffAfter(before: Backoff, succeeded: readonly PodView[], failed: readonly PodView[]): Backoff {
  const failures = failed.map(endOf).sort((a, b) => a - b);
  if (succeeded.length === 0) {
    return { failures: before.failures + failures.length, lastAt: failures.at(-1) ?? before.lastAt };
  }
  const lastSuccess = Math.max(...succeeded.map(endOf));
  const since = failures.filter((at) => at > lastSuccess);
  return { failures: since.length, lastAt: since.at(-1) };
}

/** When the next pod may be started: 10 s after the first failure, twice as long after each further one, 10 minutes at most. */
export function mayStartAt({ failures, lastAt }: Backoff): Instant | undefined {
  if (failures === 0 || lastAt === undefined) return undefined;
  return after(lastAt, millisOf(Math.min(FIRST_MS * 2 ** (failures - 1), LONGEST_MS)));
}

/** When a pod came to its end, as well as can be told. */
function endOf({ json, isReady, readinessSince }: PodView): Instant {
  const { deletedAt, createdAt } = metadataOf(json);
  const ends = new Fields(json['status']).list('containerStatuses').map(containerEnd);
  const last = ends.reduce<Instant | undefined>(
    (a, b) => (a === undefined || (b !== undefined && b > a) ? b : a),
    undefined,
  );
  if (last !== undefined && !ends.includes(undefined)) return last;
  const grace = new Fields(json['metadata']).whole('deletionGracePeriodSeconds') ?? 0;
  const asked = deletedAt === undefined ? undefined : after(deletedAt, millisOf(-grace * 1000));
  return (isReady ? undefined : readinessSince) ?? asked ?? createdAt ?? (0 as Instant);
}

function containerEnd(status: unknown): Instant | undefined {
  const fields = new Fields(isJsonObject(status) ? status : undefined);
  return parseInstant(fields.below('state').below('terminated').text('finishedAt'));
}
