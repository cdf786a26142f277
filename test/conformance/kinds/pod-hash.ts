import type { JsonObject } from '../../../src/core/json.ts';
import { podTemplateHash } from '../../../src/rollout/hash/pod-template-hash.ts';
import { compare, type Kind } from '../kind.ts';

interface Line {
  readonly template: JsonObject;
  readonly collisionCount?: number;
  readonly hash: string;
}

/** The hash of a pod template. */
export const podHashKind: Kind = {
  name: 'pod-hash',
  title: (line: Line) => line.hash,
  run: ({ template, collisionCount, hash }: Line) => compare(hash, podTemplateHash(template, collisionCount)),
};
