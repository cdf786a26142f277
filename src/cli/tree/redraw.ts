import { isDeepStrictEqual } from 'node:util';
import { waitUntil } from '../../core/clock.ts';
import { after, type Instant, millisOf } from '../../core/instant.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Found, Wanted } from '../../kube/sight/found.ts';
import { type Watching, watch } from '../sight/watch.ts';
import type { World } from '../world.ts';

/** What is drawn, again and again. */
export interface Picture<Word extends string, Info> {
  readonly wanted: Wanted<Word>;
  /** What was read of it already, so that it need not be read again to draw once. */
  readonly known: ReadonlyMap<Word, readonly JsonObject[]>;
  /** What the objects say; undefined when the thing itself is not among them. */
  see(found: Found<Word>): Info | undefined;
  draw(info: Info, now: Instant): string;
}

/** Ages go on though nothing happens. */
const AT_LEAST_EVERY = millisOf(1000);
/** More often would flicker. */
const AT_MOST_EVERY = millisOf(200);
/** Top left, clear the screen. Upstream goes to the top left twice. */
const CLEAR = '\u001b[H\u001b[2J\u001b[0;0H';

/**
 * Draws at every change and once a second, on a cleared screen, until the signal ends it. While the thing itself is gone the
 * last picture stays.
 *
 * @see reference/interfaces.md §3.6
 */
export async function redraw<Word extends string, Info>(
  picture: Picture<Word, Info>,
  watching: Watching & { readonly world: World },
): Promise<void> {
  const { signal, world } = watching;
  const { clock, stdout } = world;
  const objects = watch(picture.wanted, watching);
  let drawn: Info | undefined;
  let nextAt = clock.now();
  await objects.synced;
  while (!signal.aborted) {
    const changed = objects.nextChange();
    const info = picture.see(objects.found) ?? drawn;
    const now = clock.now();
    if (now >= nextAt || !isDeepStrictEqual(info, drawn)) {
      if (info !== undefined) stdout.write(CLEAR + picture.draw(info, now));
      drawn = info;
      nextAt = after(now, AT_LEAST_EVERY);
      await waitUntil(clock, after(now, AT_MOST_EVERY), signal);
    }
    await firstOf(changed, (over) => waitUntil(clock, nextAt, over));
  }
  await objects.over;
}

/** Waits for the first of two, and gives the other up. */
async function firstOf(one: Promise<void>, other: (over: AbortSignal) => Promise<void>): Promise<void> {
  const over = new AbortController();
  await Promise.race([one, other(over.signal)]);
  over.abort();
}
