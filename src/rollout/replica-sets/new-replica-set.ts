import type { JsonObject } from '../../core/json.ts';
import { present } from '../../resources/members.ts';
import { type AntiAffinityQuestion, withAntiAffinity } from '../anti-affinity.ts';
import { HASH_LABEL } from '../hash-label.ts';
import { controllerReference } from '../owner.ts';
import type { Draft } from '../plan/draft.ts';
import { Fields } from '../reading/fields.ts';
import { DESIRED_REPLICAS, EPHEMERAL_METADATA, REVISION } from './annotation-keys.ts';
import { marshalMetadata } from './change-pod-metadata.ts';
import { type LiveReplicaSet } from './live-replica-set.ts';
import { passedOn } from './passed-on.ts';

/** The ReplicaSet of the template as it stands, without pods (rollout.md §6.2). */
export function newReplicaSet(draft: Draft): JsonObject {
  const { facts, rollout, sets } = draft;
  const spec = new Fields(facts.json).below('spec');
  const metadata = new Fields(facts.template).below('metadata');
  const role = sets.stableRS === undefined ? 'stable' : 'new';
  const injected = rollout.spec.strategy.podMetadata?.[role];
  const labels = { ...metadata.object('labels'), [HASH_LABEL]: facts.podHash };
  const { minReadySeconds } = rollout.spec;
  const isChanged = Object.keys({ ...injected?.labels, ...injected?.annotations }).length > 0;
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${rollout.name}-${facts.podHash}`,
      namespace: rollout.namespace,
      ownerReferences: [controllerReference(facts.json)],
      labels,
      annotations: {
        ...passedOn(facts.json),
        [REVISION]: String(nextRevision(sets.all)),
        [DESIRED_REPLICAS]: String(rollout.spec.replicas),
        ...(injected && isChanged && { [EPHEMERAL_METADATA]: marshalMetadata(injected) }),
      },
    },
    spec: {
      replicas: 0,
      ...(minReadySeconds !== 0 && { minReadySeconds }),
      selector: selectorFor(spec.object('selector'), facts.podHash),
      template: {
        metadata: {
          ...metadataOf(facts.template),
          labels: { ...labels, ...injected?.labels },
          annotations: { ...metadata.object('annotations'), ...injected?.annotations },
        },
        spec: podSpec(draft),
      },
    },
  };
}

function metadataOf(template: JsonObject): JsonObject {
  return new Fields(template).object('metadata') ?? {};
}

function podSpec(draft: Draft): JsonObject {
  const { affinity: own, ...rest } = new Fields(draft.facts.template).object('spec') ?? {};
  const affinity = withAntiAffinity(
    new Fields({ affinity: own ?? null }).object('affinity'),
    antiAffinityQuestion(draft),
  );
  return { ...rest, ...(affinity !== undefined && { affinity }) };
}

/** What decides whether new pods keep away from stable ones. */
export function antiAffinityQuestion({ facts, rollout }: Draft): AntiAffinityQuestion {
  const { antiAffinity } = rollout.spec.strategy;
  const { namespace, status } = rollout;
  return present<AntiAffinityQuestion>({ namespace, antiAffinity, stableRS: status.stableRS, podHash: facts.podHash });
}

function selectorFor(selector: JsonObject = {}, hash: string): JsonObject {
  return { ...selector, matchLabels: { ...new Fields(selector).object('matchLabels'), [HASH_LABEL]: hash } };
}

/** One more than the highest of these ReplicaSets. */
export function nextRevision(sets: readonly LiveReplicaSet[]): number {
  return Math.max(0, ...sets.map(({ revision = 0 }) => revision)) + 1;
}
