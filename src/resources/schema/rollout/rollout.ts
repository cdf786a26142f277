import { type Static, Type } from 'typebox';
import { document } from '../document.ts';
import { RolloutSpecSchema } from './rollout-spec.ts';
import { RolloutStatusSchema } from './rollout-status.ts';

/** A Rollout as it is written and stored. */
export const RolloutSchema = document(
  'Rollout',
  { kind: 'Pods under watch.', object: 'Pods that change from one revision to the next under watch.' },
  { spec: RolloutSpecSchema, status: Type.Optional(RolloutStatusSchema) },
);

export type WrittenRollout = Static<typeof RolloutSchema>;
