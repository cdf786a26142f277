import type { Json, JsonObject } from '../core/json.ts';
import { HASH_LABEL } from './hash-label.ts';
import { Fields } from './reading/fields.ts';
import type { RolloutStatus } from './status.ts';
import type { AntiAffinity } from './strategy.ts';

/** What decides whether and how the new ReplicaSet's pods keep away from the stable ones. */
export interface AntiAffinityQuestion {
  readonly namespace: string;
  /** Absent where the Rollout asks for none. */
  readonly antiAffinity?: AntiAffinity;
  readonly stableRS: RolloutStatus['stableRS'];
  /** Hash of the template as it stands now. */
  readonly podHash: string;
}

type Kind = AntiAffinity['kind'];

const LISTS: Record<Kind, string> = {
  preferred: 'preferredDuringSchedulingIgnoredDuringExecution',
  required: 'requiredDuringSchedulingIgnoredDuringExecution',
};

/**
 * The affinity of the ReplicaSet that is to be created: the template's, and during an update behind it a term that keeps away from stable pods.
 *
 * @param affinity  of the template; undefined for none
 * @see rollout.md §20.3
 */
export function withAntiAffinity(
  affinity: JsonObject | undefined,
  question: AntiAffinityQuestion,
): JsonObject | undefined {
  const { antiAffinity, stableRS, podHash } = question;
  if (antiAffinity === undefined || stableRS === '' || stableRS === podHash) return affinity;
  const term = injectedTerm(question);
  const item: JsonObject =
    antiAffinity.kind === 'preferred' ? { weight: antiAffinity.weight, podAffinityTerm: term } : term;
  return withTerms(affinity, antiAffinity.kind, [...termsOf(affinity, antiAffinity.kind), item]);
}

/** Where the injected term stands in its list: the first that speaks of the hash label; −1 if there is none. */
export function antiAffinityIndex(affinity: JsonObject | undefined, kind: Kind): number {
  return termsOf(affinity, kind).findIndex((item) => hashRequirement(item, kind) !== undefined);
}

/** The affinity as it was before the injection; lists and objects that become empty go too. */
export function withoutAntiAffinity(affinity: JsonObject | undefined, kind: Kind): JsonObject | undefined {
  const index = antiAffinityIndex(affinity, kind);
  return index === -1 ? affinity : withTerms(affinity, kind, termsOf(affinity, kind).toSpliced(index, 1));
}

/** Whether a live ReplicaSet keeps away from another revision than the one that is stable now. */
export function isAntiAffinityOutdated(affinity: JsonObject | undefined, question: AntiAffinityQuestion): boolean {
  const { antiAffinity, stableRS, podHash } = question;
  if (antiAffinity === undefined || stableRS === podHash) return false;
  const { kind } = antiAffinity;
  const item = termsOf(affinity, kind)[antiAffinityIndex(affinity, kind)];
  const hash = item === undefined ? undefined : hashRequirement(item, kind)?.list('values')[0];
  return hash !== undefined && hash !== stableRS;
}

function injectedTerm({ namespace, stableRS }: AntiAffinityQuestion): JsonObject {
  return {
    labelSelector: { matchExpressions: [{ key: HASH_LABEL, operator: 'In', values: [stableRS] }] },
    namespaces: [namespace],
    topologyKey: 'kubernetes.io/hostname',
  };
}

function termsOf(affinity: JsonObject | undefined, kind: Kind): readonly Json[] {
  return new Fields(affinity).below('podAntiAffinity').list(LISTS[kind]);
}

/** The part of a term's selector that names revisions. */
function hashRequirement(item: Json, kind: Kind): Fields | undefined {
  const term = kind === 'preferred' ? new Fields(item).below('podAffinityTerm') : new Fields(item);
  const requirements = term.below('labelSelector').list('matchExpressions');
  return requirements
    .map((requirement) => new Fields(requirement))
    .find((requirement) => requirement.text('key') === HASH_LABEL);
}

function withTerms(affinity: JsonObject | undefined, kind: Kind, terms: readonly Json[]): JsonObject | undefined {
  const podAntiAffinity = new Fields(affinity).object('podAntiAffinity');
  return replaced(
    affinity,
    'podAntiAffinity',
    replaced(podAntiAffinity, LISTS[kind], terms.length === 0 ? undefined : terms),
  );
}

/** The object with another member; undefined when nothing is left in it. */
function replaced(object: JsonObject | undefined, name: string, value: Json | undefined): JsonObject | undefined {
  const { [name]: _, ...others } = object ?? {};
  const members = value === undefined ? others : { ...others, [name]: value };
  return Object.keys(members).length === 0 ? undefined : members;
}
