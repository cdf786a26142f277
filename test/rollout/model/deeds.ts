import type { JsonObject } from '../../../src/core/json.ts';
import { Fields } from '../../../src/rollout/reading/fields.ts';
import type { Random } from './random.ts';
import { randomSteps } from './strategies.ts';

/** What users and pods do. */
export type Deed =
  | { readonly kind: 'release'; readonly image: string }
  | { readonly kind: 'scale'; readonly replicas: number }
  | { readonly kind: 'steps'; readonly steps: readonly JsonObject[] }
  /** Pods of the stable or of the new revision die. */
  | { readonly kind: 'die'; readonly of: 'stable' | 'new'; readonly count: number }
  | { readonly kind: 'undo' | 'abort' | 'retry' | 'promote' | 'promoteFull' | 'pause' | 'resume' | 'restart' };

export function randomDeed(random: Random, spec: JsonObject): Deed {
  const canary = new Fields(spec).below('strategy').object('canary');
  const roll = random.next();
  if (roll < 0.3) return { kind: 'release', image: randomImage(random) };
  if (roll < 0.4) return { kind: 'scale', replicas: random.pick(0, 1, 2, 3, 5, 8) };
  if (roll < 0.48) return { kind: 'die', of: random.pick('stable', 'new'), count: random.whole(1, 3) };
  if (roll < 0.54 && canary !== undefined)
    return { kind: 'steps', steps: randomSteps(random, 'trafficRouting' in canary) };
  return {
    kind: random.pick(
      'promote',
      'promote',
      'promote',
      'promoteFull',
      'abort',
      'abort',
      'retry',
      'undo',
      'pause',
      'resume',
      'restart',
    ),
  };
}

function randomImage(random: Random): string {
  const number = random.whole(1, 5);
  return random.pick(
    `shop:${number}`,
    `shop:${number}`,
    `shop:${number}-slow`,
    `shop:${number}-uneven`,
    `shop:${number}-bad`,
    `shop:${number}-frail`,
  );
}
