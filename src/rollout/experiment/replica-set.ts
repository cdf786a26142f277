import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import { podTemplateHash } from '../hash/pod-template-hash.ts';
import { HASH_LABEL } from '../hash-label.ts';
import { Fields } from '../reading/fields.ts';
import { DEADLINE } from '../replica-sets/annotation-keys.ts';
import type { Experiment, ExperimentTemplate } from './experiment.ts';
import { templateMetadata } from './owner.ts';

/** The ReplicaSet of a template, as far as an Experiment looks at it. All numbers are pods. */
export interface ExperimentReplicaSet {
  readonly name: string;
  readonly labels: JsonObject;
  readonly hash: string;
  /** What it is told to have. */
  readonly replicas: number;
  readonly created: number;
  readonly ready: number;
  readonly available: number;
  /** Until when its pods stay, as written in its annotation; empty for no such moment. */
  readonly deadline: string;
  /** The ports of all its containers, as written. */
  readonly ports: readonly JsonObject[];
}

/** Reads a ReplicaSet as the API gives it. */
export function readExperimentReplicaSet(json: Json): ExperimentReplicaSet {
  const set = new Fields(json);
  const labels = set.below('metadata').below('labels');
  const status = set.below('status');
  const containers = set.below('spec').below('template').below('spec').list('containers');
  return {
    name: set.below('metadata').text('name'),
    labels: set.below('metadata').object('labels') ?? {},
    hash: labels.text(HASH_LABEL),
    replicas: set.below('spec').whole('replicas') ?? 1,
    created: status.whole('replicas') ?? 0,
    ready: status.whole('readyReplicas') ?? 0,
    available: status.whole('availableReplicas') ?? 0,
    deadline: set.below('metadata').below('annotations').text(DEADLINE),
    ports: containers.flatMap((container) => new Fields(container).list('ports')).filter(isJsonObject),
  };
}

/** `EXPERIMENT-TEMPLATE`. It carries no hash, so that a name that is taken stays taken (rollout.md §25, 42). */
export function replicaSetName(
  experiment: Pick<Experiment, 'name'>,
  template: Pick<ExperimentTemplate, 'name'>,
): string {
  return `${experiment.name}-${template.name}`;
}

/**
 * The ReplicaSet of a template as it is born, without pods. Its hash is its own: the Rollout's, which a template may carry, is taken off first.
 *
 * @param collisionCount  as the template's status has it
 * @see rollout.md §18.3
 */
export function replicaSetManifest(
  experiment: Experiment,
  template: ExperimentTemplate,
  collisionCount: number | undefined,
): JsonObject {
  const { [HASH_LABEL]: _, ...own } = new Fields(template.template).below('metadata').object('labels') ?? {};
  const hash = podTemplateHash(withLabels(template.template, own), collisionCount);
  const labels = { ...own, [HASH_LABEL]: hash };
  const matchLabels = new Fields(template.selector).object('matchLabels') ?? {};
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { ...templateMetadata(experiment, replicaSetName(experiment, template), template.name), labels },
    spec: {
      replicas: 0,
      ...(template.minReadySeconds !== 0 && { minReadySeconds: template.minReadySeconds }),
      selector: { ...template.selector, matchLabels: { ...matchLabels, [HASH_LABEL]: hash } },
      template: withLabels(template.template, labels),
    },
  };
}

function withLabels(template: JsonObject, labels: JsonObject): JsonObject {
  return { ...template, metadata: { ...new Fields(template).object('metadata'), labels } };
}
