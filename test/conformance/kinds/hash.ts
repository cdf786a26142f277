import type { PartlyParsed } from '../../../src/rollout/hash/json-text.ts';
import { parseKeeping } from '../../../src/rollout/hash/json-text.ts';
import { currentStepHash, isPluginConfig, stepsJson } from '../../../src/rollout/hash/step-hash.ts';
import { compare, type Kind } from '../kind.ts';

interface Line {
  readonly steps?: PartlyParsed;
  readonly hashed: string;
  readonly hash: string;
}

/** The hash of a canary's steps. The settings of plugins count as they are spelt. */
export const hashKind: Kind = {
  name: 'hash',
  parse: (text) => parseKeeping(text, isPluginConfig),
  title: (line: Line) => line.hash,
  run: ({ steps, hash, hashed }: Line) =>
    compare({ hash, hashed }, { hash: currentStepHash(steps), hashed: stepsJson(steps) }),
};
