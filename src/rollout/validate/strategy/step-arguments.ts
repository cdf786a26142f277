import type { Json, JsonObject } from '../../../core/json.ts';
import { isMetadataPath, readMetadataPath } from '../../../template/field-path.ts';
import { goJson } from '../../hash/go-json.ts';
import { Fields } from '../../reading/fields.ts';
import { type FieldError, invalid } from '../field-error.ts';
import { items } from '../parts.ts';
import { STEP_ARGUMENTS } from './step-types.ts';

const UNSUPPORTED = 'Analyses arguments must refer to valid object metadata supported by downwardAPI';

/** Arguments of a step's analyses that name metadata which Kubernetes gives nobody. Each such one shows them all. */
export function argumentErrors(step: Fields, rollout: JsonObject, path: string): readonly FieldError[] {
  const args: readonly Json[] = [
    ...items(step.below('experiment'), 'analyses').flatMap((analysis) => analysis.list('args')),
    ...step.below('analysis').list('args'),
  ];
  return args
    .map((argument) => new Fields(argument).below('valueFrom').below('fieldRef').text('fieldPath'))
    .filter((fieldPath) => isMetadataPath(fieldPath) && !isReadable(fieldPath, rollout))
    .map(() => invalid(`${path}.analyses`, { json: goJson(args, STEP_ARGUMENTS) }, UNSUPPORTED));
}

function isReadable(fieldPath: string, rollout: JsonObject): boolean {
  try {
    readMetadataPath(rollout, fieldPath);
    return true;
  } catch {
    return false;
  }
}
