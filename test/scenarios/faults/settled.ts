import { isDeepStrictEqual } from 'node:util';
import { isJsonObject, type Json, type JsonObject } from '../../../src/core/json.ts';
import { objectIn, textIn } from '../../../src/core/json-members.ts';
import { nameOf } from '../../../src/kube/metadata.ts';
import { isCompleted } from '../../../src/resources/run-status.ts';
import { endState, storedLooks } from './end-state.ts';
import { endOf, FLEET, isPhase } from './fleet.ts';
import type { Scene } from './scene.ts';

/** What of a fleet has not come to rest; undefined once all has. */
export function unsettled(scene: Scene): string | undefined {
  for (const name of FLEET) {
    const instead = isPhase(scene, name, endOf(name));
    if (instead !== undefined) return instead;
    const { replicas } = objectIn(scene.sight.object('rollouts', name), 'status');
    if (replicas !== 2) return `${name} has ${JSON.stringify(replicas)} pods`;
  }
  const run = scene.sight.objects('analysisRuns').find((one) => !isCompleted(textIn(objectIn(one, 'status'), 'phase')));
  return run && `${nameOf(run).name} goes on`;
}

/** Waits until a fleet stands as one that nothing happened to, with nothing made that was not made there. */
export async function settlesAs(reference: JsonObject, scene: Scene, limitMs?: number): Promise<void> {
  await scene.until(
    'all stands as if nothing had happened',
    () => unsettled(scene) ?? difference(reference, endState(scene)),
    limitMs,
  );
}

/** Where two differ first: the path, and both sides; undefined where they do not. */
function difference(wanted: Json | undefined, found: Json | undefined, path = ''): string | undefined {
  if (isDeepStrictEqual(wanted, found)) return undefined;
  if (isJsonObject(wanted) && isJsonObject(found)) {
    const names = [...Object.keys(wanted), ...Object.keys(found)];
    for (const name of names) {
      const inside = difference(wanted[name], found[name], `${path}/${name}`);
      if (inside !== undefined) return inside;
    }
  }
  return `at ${path} there is ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`;
}

/** A look whose result is in no status. */
export interface LostLook {
  readonly of: string;
  /** Among all looks of the scene, from 0. */
  readonly index: number;
}

export function lostLooks(scene: Scene): readonly LostLook[] {
  const stored = new Set(storedLooks(scene));
  return scene.metrics.looks.flatMap(({ of, value }, index) => (stored.has(value) ? [] : [{ of, index }]));
}
