import type { ReactElement } from 'react';
import { Link } from 'wouter';
import { view } from '../../api/places.ts';
import type { Run } from '../../api/wire.ts';
import { bareSentence } from '../../format/bare-sentence.ts';
import { verdictLook } from '../../format/tone.ts';
import type { Connection } from '../../live/listen.ts';
import { Icon, ToneSign } from '../../parts/icon.tsx';
import { LiveSign } from '../../parts/live-sign.tsx';
import { Age, Duration } from '../../parts/moment.tsx';
import { AttemptChoice } from './attempt-choice.tsx';
import { RunActions } from './run-actions.tsx';

/** What the run came to, why, and when: all that is needed at first sight. */
export function RunHead({
  run,
  newestAttempt,
  connection,
  failed,
}: {
  readonly run: Run;
  readonly newestAttempt: number;
  /** Absent where nothing changes any more. */
  readonly connection: Connection | undefined;
  readonly failed: boolean;
}): ReactElement {
  const { namespace, name, verdict, sentence, isTerminating, startedAt, endedAt, createdAt, attempt } = run;
  const { tone, word } = verdictLook(verdict);
  return (
    <header className="run-head">
      <div className="run-crumb">
        <Link href={view.runs(namespace)}>
          <Icon name="left" size={16} />
          Runs
        </Link>
        <code>{name}</code>
        {connection !== undefined && <LiveSign connection={connection} failed={failed} />}
      </div>
      <div className="hero" data-tone={tone}>
        <ToneSign tone={tone} size={52} />
        <div className="hero-said">
          <h1>
            <span className="hero-verdict">{verdict === null && isTerminating ? 'Terminating' : word}</span>
            <span className="unseen">: </span>
            <span className="hero-sentence">
              {sentence === '' ? 'Waiting for the first measurement' : bareSentence(sentence)}
            </span>
          </h1>
          <HeroArguments args={run.args} />
          <p className="hero-facts numbers">
            {endedAt === null ? (
              <span>
                started <Age at={startedAt ?? createdAt} />
              </span>
            ) : (
              <span>
                ended <Age at={endedAt} />
              </span>
            )}
            {startedAt !== null && (
              <span>
                {endedAt === null ? 'running for ' : 'took '}
                <Duration from={startedAt} to={endedAt} />
              </span>
            )}
            <AttemptChoice run={run} newest={newestAttempt} />
          </p>
        </div>
        {attempt === newestAttempt && <RunActions run={run} />}
      </div>
    </header>
  );
}

/** More would hide what they are for; all of them stand beside the metrics. */
const MOST_ARGUMENTS = 4;
/** What stands for a secret. */
const MASKED = '*****';

/** What was judged: the arguments say which service and which release. */
function HeroArguments({ args }: Pick<Run, 'args'>): ReactElement | null {
  const telling = args.filter(({ value }) => value !== MASKED).slice(0, MOST_ARGUMENTS);
  if (telling.length === 0) return null;
  return (
    <p className="hero-args">
      {telling.map(({ name, value }) => (
        <span key={name}>
          <span className="muted">{name}</span> <code>{value}</code>
        </span>
      ))}
    </p>
  );
}
