import type { JsonObject } from '../../../src/core/json.ts';
import { Fields } from '../../../src/rollout/reading/fields.ts';
import { hashOf, imageIn } from './objects.ts';
import type { AnyAction, Attempt } from './sync.ts';
import type { World } from './world.ts';

/** An attempt in a few words. */
export function describe({ action, key }: Attempt): string {
  return key.startsWith('Rollout/') ? wordsFor(action) : `${key} ${wordsFor(action)}`;
}

/** What happened in a world, with the versions of images in the place of hashes. */
export function readable({ trace, replicaSets }: World): readonly string[] {
  const versions = replicaSets.map((set) => [hashOf(set), imageIn(set).replace('shop:', '')] as const);
  return trace.map((line) => versions.reduce((line, [hash, version]) => line.replaceAll(hash, version), line));
}

function wordsFor(action: AnyAction): string {
  switch (action.kind) {
    case 'route':
      return `route ${action.routing.calls
        .map((call) =>
          call.kind === 'setWeight'
            ? `weight ${call.weight}`
            : call.kind === 'updateHash'
              ? `hashes ${call.canaryHash} ${call.stableHash}`
              : call.kind,
        )
        .join(', ')}`;
    case 'patchStatus':
    case 'patchExperiment':
      return `status ${statusWords(action.status)}`;
    case 'createReplicaSet':
    case 'createAnalysisRun':
    case 'createExperiment':
    case 'createService':
      return `${action.kind} ${(action.object['metadata'] as { name: string }).name}`;
    default: {
      const { kind, ...rest } = action;
      return `${kind} ${Object.values(rest)
        .map((part) => (typeof part === 'object' ? JSON.stringify(part) : String(part)))
        .join(' ')}`;
    }
  }
}

/** Without conditions, but for how it gets on. */
function statusWords({ conditions, ...status }: JsonObject): string {
  const list = Array.isArray(conditions) ? conditions.map((condition) => new Fields(condition)) : [];
  const progress = list.find((condition) => condition.text('type') === 'Progressing')?.text('reason');
  const rest = JSON.stringify(status).replaceAll('"', '');
  return progress === undefined ? rest : `${rest} ${progress}`;
}
