import type { JsonObject } from '../../core/json.ts';
import { mergePatch } from '../../core/merge-patch.ts';
import { withoutAntiAffinity } from '../anti-affinity.ts';
import { goJson } from '../hash/go-json.ts';
import { HASH_LABEL } from '../hash-label.ts';
import { podTemplate } from '../pod-template/pod-template.ts';
import { Fields } from '../reading/fields.ts';
import type { Strategy } from '../strategy.ts';
import { injectedInto } from './change-pod-metadata.ts';
import type { LiveReplicaSet } from './live-replica-set.ts';
import { withTemplateDefaults } from './template-defaults.ts';

/**
 * Whether the template of a ReplicaSet is a Rollout's, whatever hash it was given: hash label, injected affinity and metadata aside.
 *
 * @see rollout.md §6.1
 */
export function hasTemplate(template: JsonObject, strategy: Strategy): (set: LiveReplicaSet) => boolean {
  let wanted: JsonObject | undefined;
  return (set) => {
    // Only where no hash tells, which is rare.
    wanted ??= asGoReads(withTemplateDefaults(template));
    const live = new Fields(set.json).below('spec').object('template') ?? {};
    return (
      Object.keys(mergePatch(wanted, asGoReads(withTemplateDefaults(withoutInjected(live, set, strategy))))).length ===
      0
    );
  };
}

function asGoReads(template: JsonObject): JsonObject {
  const { [HASH_LABEL]: _, ...labels } = new Fields(template).below('metadata').object('labels') ?? {};
  const metadata = { ...new Fields(template).object('metadata'), labels };
  return JSON.parse(goJson({ ...template, metadata }, podTemplate));
}

/** The template of a ReplicaSet as the Rollout gave it: without the metadata and affinity that its part in an update brought. */
export function withoutInjected(template: JsonObject, set: LiveReplicaSet, { antiAffinity }: Strategy): JsonObject {
  const injected = injectedInto(set);
  const metadata = new Fields(template).below('metadata');
  const spec = new Fields(template).below('spec');
  const affinity = spec.object('affinity');
  const { affinity: _, serviceAccount: __, ...rest } = new Fields(template).object('spec') ?? {};
  const own = antiAffinity === undefined ? affinity : withoutAntiAffinity(affinity, antiAffinity.kind);
  return {
    metadata: {
      ...new Fields(template).object('metadata'),
      labels: without(metadata.object('labels'), injected?.labels),
      annotations: without(metadata.object('annotations'), injected?.annotations),
    },
    // The old name of `serviceAccountName`, which the API server fills in.
    spec: { ...rest, ...(own !== undefined && { affinity: own }) },
  };
}

function without(object: JsonObject = {}, names: Readonly<Record<string, string>> = {}): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !Object.hasOwn(names, name)));
}
