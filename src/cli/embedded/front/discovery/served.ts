import type { ApiKind } from '../../../../simulator/api/kind.ts';

/** The kinds of one version of a group. */
export interface ServedVersion {
  /** `apps/v1`, or `v1` for the core group. */
  readonly groupVersion: string;
  readonly version: string;
  /** By their plurals. */
  readonly kinds: readonly ApiKind[];
}

/** A group with what is served of it. */
export interface ServedGroup {
  /** Empty: the core group. */
  readonly name: string;
  /** The one that clients should use first; there is at least one. */
  readonly versions: readonly ServedVersion[];
}

/** What kinds there are, by group and version; groups by their names, so that the core group is the first. */
export function servedGroups(kinds: readonly ApiKind[]): readonly ServedGroup[] {
  const names = [...new Set(kinds.map(({ group }) => group))].toSorted();
  return names.map((name) => ({ name, versions: versionsOf(kinds.filter(({ group }) => group === name)) }));
}

function versionsOf(kinds: readonly ApiKind[]): readonly ServedVersion[] {
  const versions = [...new Set(kinds.map(({ version }) => version))].toSorted(byPriority);
  return versions.map((version) => ({
    groupVersion: groupVersionOf(kinds[0]?.group ?? '', version),
    version,
    kinds: kinds.filter((kind) => kind.version === version).toSorted((a, b) => (a.plural < b.plural ? -1 : 1)),
  }));
}

/** Group and version in one word, as `apiVersion` has them. */
export function groupVersionOf(group: string, version: string): string {
  return group === '' ? version : `${group}/${version}`;
}

const STAGES = { alpha: 1, beta: 2 } as const;

/**
 * The order of versions: stable ones, then beta, then alpha, each the newest first; then all that are no versions.
 *
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definition-versioning/#version-priority
 */
function byPriority(a: string, b: string): number {
  const [left, right] = [ranksOf(a), ranksOf(b)];
  const difference = left.map((rank, index) => (right[index] ?? 0) - rank).find((rank) => rank !== 0);
  return difference ?? (a < b ? -1 : 1);
}

function ranksOf(version: string): readonly number[] {
  const parts = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version);
  if (parts === null) return [0, 0, 0];
  const [, major, stage, minor] = parts;
  // The pattern knows these two words alone.
  const rank = stage === undefined ? 3 : STAGES[stage as keyof typeof STAGES];
  return [rank, Number(major), Number(minor ?? 0)];
}
