import type { LookDue } from '../../analysis/sample.ts';
import { millisOf } from '../../core/instant.ts';
import type { Exchange, Sharing } from '../../providers/http/http.ts';
import { backendOf } from '../backend-of.ts';
import type { Deps } from '../deps.ts';
import type { Taken } from '../progress.ts';
import { configOf, type LookAt, take, type WayOfAsking } from '../take.ts';
import type { Question } from './question.ts';
import type { SharedQuestions } from './shared-questions.ts';
import { type SharingLimits, sharingLimits } from './sharing-limits.ts';

/** Takes one look when it is its turn. Where questions are shared, one that others have just asked needs no turn. Never rejects. */
export async function lookInTurn(due: LookDue, at: LookAt, deps: Deps): Promise<Taken> {
  const { sharing, turns } = deps;
  if (sharing === undefined) {
    const giveBack = await turns?.take(backendOf(at.metric.provider));
    return take(due, at, deps).finally(() => giveBack?.());
  }
  const { metric, resolved, run } = at;
  const look = { metric, config: configOf(resolved.opened(metric.name), metric), namespace: run.namespace };
  const connection = sharing.connectionOf(look);
  const shared = { due, at, deps, sharing, connection };
  // What is in flight at a backend, such as a Job, is each run's own.
  const isOwn = due.kind !== 'start' || deps.providers.get(metric.provider.kind)?.inFlight !== undefined;
  if (isOwn) return inTurn(shared, undefined);
  const question = sharing.questionOf(look);
  await question.leader;
  return (await joined(shared, question)) ?? inTurn(shared, question);
}

interface SharedLook {
  readonly due: LookDue;
  readonly at: LookAt;
  readonly deps: Deps;
  readonly sharing: SharedQuestions;
  readonly connection: string;
}

/** The look with what others were answered, or are about to be; undefined when its request is not among theirs. */
async function joined({ due, at, deps, sharing }: SharedLook, question: Question): Promise<Taken | undefined> {
  const limits = limitsOf(at, sharing);
  if (!question.mayBeShared(limits, sharing.now())) return undefined;
  let isMissed = false;
  const onSent: Sharing['onSent'] = (how) => {
    if (how !== 'shared') isMissed = true;
  };
  const asking = askingOf({ at, sharing, question, limits }, { isOnlyShared: true, onSent });
  const taken = await take(due, { ...at, asking }, deps);
  return isMissed ? undefined : taken;
}

async function inTurn(
  { due, at, deps, sharing, connection }: SharedLook,
  question: Question | undefined,
): Promise<Taken> {
  const stage = question?.begin();
  const giveBack = await sharing.turns.take(connection);
  try {
    const asking =
      question &&
      askingOf(
        { at, sharing, question, limits: limitsOf(at, sharing) },
        {
          isOnlyShared: false,
          onSent(how) {
            if (how === 'alone') question.goAlone();
            stage?.asked();
          },
        },
      );
    const taken = await take(due, { ...at, ...(asking && { asking }) }, deps);
    const seconds = backOffOf(taken.exchanges);
    if (seconds !== undefined) sharing.turns.backOff(connection, millisOf(seconds * 1000));
    return taken;
  } finally {
    stage?.done();
    giveBack();
  }
}

interface AskingParts {
  readonly at: LookAt;
  readonly sharing: SharedQuestions;
  readonly question: Question;
  readonly limits: SharingLimits;
}

function askingOf(
  { at, sharing, question, limits }: AskingParts,
  how: Pick<Sharing, 'isOnlyShared' | 'onSent'>,
): WayOfAsking {
  const tag: Sharing = {
    provider: at.metric.provider.kind,
    answeredMs: limits.answered,
    underWayMs: limits.underWay,
    ...how,
  };
  return {
    momentAt: (now) => question.momentAt(now, sharing.now(), limits),
    through: (http) => ({ send: (request) => http.send({ ...request, sharing: tag }) }),
  };
}

function limitsOf({ metric }: LookAt, { skew }: SharedQuestions): SharingLimits {
  return sharingLimits(skew, metric.interval);
}

/** How long a backend that is asked too much wants to be left alone, in seconds. A 503 speaks of one answer; a 429 of whoever asks. */
function backOffOf(exchanges: readonly Exchange[]): number | undefined {
  const asked = exchanges.flatMap(({ status, retryAfterSeconds }) =>
    status === 429 && retryAfterSeconds !== undefined ? [retryAfterSeconds] : [],
  );
  return asked.length === 0 ? undefined : Math.max(...asked);
}
