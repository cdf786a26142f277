import { textOf } from '../core/fault.ts';
import type { JsonObject } from '../core/json.ts';
import type { RawArgument, RolloutArgument } from '../resources/schema/argument.ts';
import { isMetadataPath, readMetadataPath, readRolloutPath } from './field-path.ts';

/** What a Rollout's arguments may refer to. */
export interface RolloutFacts {
  /** The Rollout itself, for `fieldRef`. */
  readonly rollout: JsonObject;
  /** Hash of the new ReplicaSet. */
  readonly latestHash: string;
  /** Hash of the stable ReplicaSet. */
  readonly stableHash: string;
}

/** The values that a Rollout passes to its analysis. */
export interface RolloutArguments {
  /** None when a `metadata` path failed. Where another path failed the value is an empty text. */
  readonly args: readonly RawArgument[];
  /** Why no run may be made. Only the error state of the last path counts: an earlier failure followed by a good one goes unnoticed, as upstream has it. */
  readonly fault?: string;
}

/**
 * Reads the values that a Rollout passes to its analysis. An argument without value and source passes an empty text.
 *
 * @see analysis.md §3.1
 */
export function rolloutArguments(args: readonly RolloutArgument[], facts: RolloutFacts): RolloutArguments {
  let fault: string | undefined;
  const read: RawArgument[] = [];
  for (const argument of args) {
    const path = pathOf(argument);
    if (path === undefined) {
      read.push({ name: argument.name, value: plainValue(argument, facts) });
      continue;
    }
    const value = valueAt(path, facts.rollout);
    if ('fault' in value && isMetadataPath(path)) return { args: [], fault: value.fault };
    fault = 'fault' in value ? value.fault : undefined;
    read.push({ name: argument.name, value: 'fault' in value ? '' : value.text });
  }
  return { args: read, ...(fault !== undefined && { fault }) };
}

/** The path that decides; a hash beside it goes first. */
function pathOf({ valueFrom }: RolloutArgument): string | undefined {
  const hasHash = valueFrom?.podTemplateHashValue !== undefined && valueFrom.podTemplateHashValue !== null;
  return hasHash ? undefined : valueFrom?.fieldRef?.fieldPath;
}

function plainValue({ value, valueFrom }: RolloutArgument, facts: RolloutFacts): string {
  switch (valueFrom?.podTemplateHashValue) {
    case 'Latest':
      return facts.latestHash;
    case 'Stable':
      return facts.stableHash;
    default:
      return value ?? '';
  }
}

function valueAt(path: string, rollout: JsonObject): { readonly text: string } | { readonly fault: string } {
  try {
    return { text: isMetadataPath(path) ? readMetadataPath(rollout, path) : readRolloutPath(rollout, path) };
  } catch (thrown) {
    return { fault: textOf(thrown) };
  }
}
