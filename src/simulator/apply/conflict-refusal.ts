import { compareText } from '../../core/go/compare-text.ts';
import { quote } from '../../core/go/quote.ts';
import type { FieldPath } from './field-set.ts';
import type { Owner } from './owners.ts';
import { shownPath } from './path-element.ts';
import type { ApplyRefusal } from './writing.ts';

/** A field that somebody else owns and that an apply would change. */
export interface Conflict {
  readonly owner: Omit<Owner, 'fields'>;
  readonly path: FieldPath;
}

/** The 409 that names every conflict: `Apply failed with 1 conflict: conflict with "kubectl": .spec.replicas`. */
export function conflictRefusal(conflicts: readonly Conflict[]): ApplyRefusal {
  return {
    status: 409,
    reason: 'Conflict',
    message: messageOf(conflicts),
    causes: conflicts.map(({ owner, path }) => ({
      reason: 'FieldManagerConflict',
      message: `conflict with ${shownOwner(owner)}`,
      field: shownPath(path),
    })),
  };
}

function messageOf(conflicts: readonly Conflict[]): string {
  const [first] = conflicts;
  if (first !== undefined && conflicts.length === 1) {
    return `Apply failed with 1 conflict: conflict with ${shownOwner(first.owner)}: ${shownPath(first.path)}`;
  }
  const byOwner = Map.groupBy(conflicts, ({ owner }) => shownOwner(owner));
  const parts = [...byOwner]
    .sort(([a], [b]) => compareText(a, b))
    .flatMap(([owner, its]) => [`conflicts with ${owner}:`, ...its.map(({ path }) => `- ${shownPath(path)}`)]);
  return `Apply failed with ${conflicts.length} conflicts: ${parts.join('\n')}`;
}

function shownOwner({ manager, operation, apiVersion, subresource }: Omit<Owner, 'fields'>): string {
  const name = subresource === '' ? quote(manager) : `${quote(manager)} with subresource ${quote(subresource)}`;
  return operation === 'Update' ? `${name} using ${apiVersion}` : name;
}
