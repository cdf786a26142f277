import { quote } from '../../core/go/quote.ts';
import type { JsonObject } from '../../core/json.ts';
import { actionKey } from './action.ts';
import type { Claimed } from './claim.ts';
import { phaseEvent, transitionText } from './event.ts';
import type { ExperimentTemplate } from './experiment.ts';
import type { Scene } from './observed.ts';
import { nameOf } from './owner.ts';
import { withoutService, withService } from './plan-service.ts';
import { sized } from './plan-size.ts';
import {
  type ExperimentReplicaSet,
  readExperimentReplicaSet,
  replicaSetManifest,
  replicaSetName,
} from './replica-set.ts';
import { isTemplateDone, named, type TemplateStatus, unseenTemplate } from './status.ts';
import { judged, withCounts } from './template-code.ts';
import { extended, failed, type TemplatePlan } from './template-plan.ts';

/**
 * What one template needs: its ReplicaSet, born without pods, its Service, and its size; and where it stands then.
 *
 * @see rollout.md §18.3
 */
export function planTemplate(template: ExperimentTemplate, claimed: Claimed, scene: Scene): TemplatePlan {
  const before = named(scene.experiment.status.templateStatuses, template.name) ?? unseenTemplate(template.name);
  const wanted = wantedReplicas(template, before, scene);
  const set = claimed.replicaSets.get(template.name);
  const service = claimed.services.get(template.name);
  const start: TemplatePlan = { status: before, actions: [], events: [] };
  const plan =
    set === undefined ? created(start, template, scene) : steered(start, template, { set, service, wanted }, scene);
  const counted = withCounts(plan.status, before, plan.replicaSet, scene.now);
  const status = judged(counted, wanted, scene);
  return extended(plan, { status, events: transition(before, status) });
}

/** How many pods a template is to have: none once it or the Experiment is done. */
export function wantedReplicas(
  template: ExperimentTemplate,
  status: TemplateStatus,
  { isEnding }: Pick<Scene, 'isEnding'>,
): number {
  return isEnding || isTemplateDone(status) ? 0 : template.replicas;
}

/**
 * A name that is taken by somebody else's ReplicaSet is left alone: the template waits until it is free. Upstream counts a collision, which
 * cannot help where the name carries no hash, and grows the status with every sync (docs/decisions/0016).
 */
function created(plan: TemplatePlan, template: ExperimentTemplate, scene: Scene): TemplatePlan {
  const { experiment, observed, now } = scene;
  const name = replicaSetName(experiment, template);
  if (observed.replicaSets.some((set) => nameOf(set) === name)) return plan;
  const object = replicaSetManifest(experiment, template, plan.status.collisionCount);
  const action = { kind: 'createReplicaSet', object } as const;
  const refusal = observed.refused.get(actionKey(action));
  if (refusal !== undefined) {
    const message = `Failed to create new replica set ${quote(name)}: ${refusal}`;
    return failed(plan, `Failed to create ReplicaSet for template '${template.name}': ${refusal}`, [
      { type: 'Normal', reason: 'ReplicaSetCreateError', message },
    ]);
  }
  const replicaSet = readExperimentReplicaSet(object);
  return extended(plan, { status: { ...plan.status, lastTransitionTime: now }, replicaSet, actions: [action] });
}

interface Owned {
  readonly set: ExperimentReplicaSet;
  readonly service: JsonObject | undefined;
  readonly wanted: number;
}

function steered(start: TemplatePlan, template: ExperimentTemplate, owned: Owned, scene: Scene): TemplatePlan {
  const plan = extended(start, { replicaSet: owned.set });
  return sized(served(plan, template, owned, scene), template, owned, scene);
}

/** A Service stays until no pod is available any more. */
function served(plan: TemplatePlan, template: ExperimentTemplate, owned: Owned, scene: Scene): TemplatePlan {
  const { set, service, wanted } = owned;
  if (template.service !== undefined && wanted !== 0) return withService(plan, template, owned, scene);
  const isNeeded = template.service !== undefined && set.available !== 0;
  return isNeeded ? plan : withoutService(plan, template.name, service, scene);
}

function transition(before: TemplateStatus, after: TemplateStatus): TemplatePlan['events'] {
  const { name, status, message } = after;
  if (before.status === status) return [];
  const text = transitionText(`Template '${name}'`, before.status, { phase: status, message });
  return [phaseEvent('Template', status, text)];
}
