import type { JsonObject } from '../../../core/json.ts';
import { HASH_LABEL } from '../../hash-label.ts';
import { Fields } from '../../reading/fields.ts';
import { type FieldError, invalid } from '../field-error.ts';
import { maybeText, textsByName } from '../parts.ts';

/** What a Rollout uses a Service for. */
export type ServiceRole = keyof typeof FIELDS;

const FIELDS = {
  active: 'spec.strategy.blueGreen.activeService',
  preview: 'spec.strategy.blueGreen.previewService',
  canary: 'spec.strategy.canary.canaryService',
  stable: 'spec.strategy.canary.stableService',
  ping: 'spec.strategy.canary.pingPong.pingService',
  pong: 'spec.strategy.canary.pingPong.pongService',
} as const;

export interface ReferencedService {
  readonly role: ServiceRole;
  readonly service: JsonObject;
}

const MANAGED_BY = 'argo-rollouts.argoproj.io/managed-by-rollouts';

/** A Service must select pods of the Rollout, whatever their revision, and belong to no other Rollout. */
export function serviceErrors({ role, service }: ReferencedService, rollout: JsonObject): readonly FieldError[] {
  const path = FIELDS[role];
  const metadata = new Fields(service).below('metadata');
  const name = metadata.text('name');
  const template = new Fields(rollout).below('spec').below('template');
  const labels = new Map(textsByName(template.below('metadata').json('labels')));
  const strange = textsByName(new Fields(service).below('spec').json('selector')).filter(
    ([key, value]) => key !== HASH_LABEL && labels.get(key) !== value,
  );
  const owner = maybeText(metadata.below('annotations'), MANAGED_BY);
  const isForeign = owner !== undefined && owner !== new Fields(rollout).below('metadata').text('name');
  return [
    ...strange.map(([key]) => invalid(path, name, `Service "${name}" has unmatch label "${key}" in rollout`)),
    ...(isForeign ? [invalid(path, name, `Service "${name}" is managed by another Rollout`)] : []),
  ];
}
