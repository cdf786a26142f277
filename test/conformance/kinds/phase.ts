import { parseInstant } from '../../../src/core/instant.ts';
import type { Json, JsonObject } from '../../../src/core/json.ts';
import { stepText } from '../../../src/rollout/canary/step-text.ts';
import { clientPhase } from '../../../src/rollout/phase/client-phase.ts';
import { hasTimedOut } from '../../../src/rollout/phase/has-timed-out.ts';
import { isHealthy } from '../../../src/rollout/phase/is-healthy.ts';
import { isProgressing } from '../../../src/rollout/phase/is-progressing.ts';
import { rolloutPhase } from '../../../src/rollout/phase/rollout-phase.ts';
import { Fields } from '../../../src/rollout/reading/fields.ts';
import { readRollout } from '../../../src/rollout/reading/read-rollout.ts';
import { readStatus } from '../../../src/rollout/reading/read-status.ts';
import { readStep } from '../../../src/rollout/reading/read-steps.ts';
import { isUpdateCompleted } from '../../../src/rollout/status.ts';
import { compare, type Kind } from '../kind.ts';

type Line =
  | { readonly kind: 'phase'; readonly rollout: JsonObject; readonly want: JsonObject }
  | {
      readonly kind: 'predicates';
      readonly rollout: JsonObject;
      readonly newStatus: Json;
      readonly now: string;
      readonly want: JsonObject;
    }
  | { readonly kind: 'stepText'; readonly step: Json; readonly want: string };

/** Phase and message, what conditions are computed from, and how events name steps. */
export const phaseKind: Kind = {
  name: 'phase',
  title: (line: Line) => line.kind,
  run: (line: Line) => compare(line.want, answer(line)),
};

function answer(line: Line): Json {
  switch (line.kind) {
    case 'phase': {
      const rollout = readRollout(line.rollout);
      const { phase, message } = rolloutPhase(rollout);
      const seen = clientPhase(rollout, line.rollout['templateResolvedFromRef'] === true);
      return { phase, message, clientPhase: seen.phase, clientMessage: seen.message };
    }
    case 'predicates': {
      const rollout = readRollout(line.rollout);
      const after = readStatus(new Fields(line.newStatus));
      const now = parseInstant(line.now);
      if (now === undefined) throw new Error(`${line.now} is no time`);
      return {
        progressing: isProgressing(rollout.spec.strategy.kind, rollout.status, after),
        healthy: isHealthy(rollout, after),
        completed: isUpdateCompleted(after),
        timedOut: hasTimedOut(after, rollout.spec.progressDeadline, now),
      };
    }
    case 'stepText':
      return stepText(readStep(line.step));
  }
}
