import type { Json, JsonObject } from '../../core/json.ts';
import { Fields } from '../reading/fields.ts';
import { actionKey } from './action.ts';
import type { ExperimentTemplate } from './experiment.ts';
import type { Scene } from './observed.ts';
import { nameOf, templateMetadata, templateNameOf } from './owner.ts';
import type { ExperimentReplicaSet } from './replica-set.ts';
import { extended, failed, type TemplatePlan } from './template-plan.ts';

/**
 * Makes the Service of a template, or takes in one that is there already.
 *
 * @param service  the one that the template has; one with a name of its own is looked at on every sync
 * @see rollout.md §18.3
 */
export function withService(
  plan: TemplatePlan,
  template: ExperimentTemplate,
  { set, service }: { readonly set: ExperimentReplicaSet; readonly service: JsonObject | undefined },
  scene: Scene,
): TemplatePlan {
  if (service !== undefined && nameOf(service) === set.name) return knowing(plan, set.name, set.hash);
  if (set.ports.length === 0) return plan;
  const name = template.service?.name || set.name;
  const refuse = (why: string): TemplatePlan =>
    failed(plan, `Failed to create Service ${name} for template '${template.name}': ${why}`);
  const taken = scene.observed.services.find((other) => nameOf(other) === name);
  if (taken !== undefined) {
    const isOwn = templateNameOf(taken, scene.experiment) === template.name;
    if (isOwn) return knowing(plan, name, set.hash);
    return refuse(`service ${name} already exists and is not owned by experiment template ${template.name}`);
  }
  const object = serviceManifest(templateMetadata(scene.experiment, name, template.name), set);
  const action = { kind: 'createService', object } as const;
  const refusal = scene.observed.refused.get(actionKey(action));
  if (refusal !== undefined) return refuse(`cannot create service: ${refusal}`);
  return knowing(extended(plan, { actions: [action] }), name, set.hash);
}

/** Deletes the Service of a template. */
export function withoutService(
  plan: TemplatePlan,
  templateName: string,
  service: JsonObject | undefined,
  scene: Scene,
): TemplatePlan {
  if (service === undefined) return knowing(plan, '', '');
  const action = { kind: 'deleteService', name: nameOf(service) } as const;
  const refusal = scene.observed.refused.get(actionKey(action));
  if (refusal !== undefined) return failed(plan, `Failed to delete Service for template '${templateName}': ${refusal}`);
  return knowing(extended(plan, { actions: [action] }), '', '');
}

/** Said on every sync, as the sync that made or deleted the Service may not have got to say it. */
function knowing(plan: TemplatePlan, serviceName: string, podTemplateHash: string): TemplatePlan {
  return extended(plan, { status: { ...plan.status, serviceName, podTemplateHash } });
}

function serviceManifest(metadata: JsonObject, set: ExperimentReplicaSet): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata,
    spec: { selector: set.labels, ports: set.ports.map(servicePort) },
  };
}

function servicePort(json: Json): Json {
  const port = new Fields(json);
  const number = port.whole('containerPort') ?? 0;
  const texts = ['name', 'protocol'].map((name) => [name, port.text(name)] as const).filter(([, text]) => text !== '');
  return { ...Object.fromEntries(texts), port: number, targetPort: number };
}
