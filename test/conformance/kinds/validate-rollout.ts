import type { JsonObject } from '../../../src/core/json.ts';
import { validateRollout } from '../../../src/rollout/validate/validate-rollout.ts';
import { compare, type Kind, type Outcome } from '../kind.ts';

interface Line {
  readonly kind: string;
  readonly base?: string;
  readonly rollout: JsonObject;
  readonly templateResolvedFromRef?: boolean;
  readonly want: unknown;
}

/** What is wrong with a Rollout. */
export const validateRolloutKind: Kind = {
  name: 'validate-rollout',
  title: (line: Line) => `${line.kind} ${line.base ?? ''}`,
  run: (line: Line): Outcome => {
    if (line.kind !== 'spec') return { kind: 'notBuilt', what: line.kind };
    return compare(line.want, {
      errors: validateRollout({ rollout: line.rollout, isTemplateResolved: line.templateResolvedFromRef === true }),
    });
  },
};
