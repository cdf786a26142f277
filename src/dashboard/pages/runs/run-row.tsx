import { memo, type ReactElement } from 'react';
import { Link } from 'wouter';
import { view } from '../../api/places.ts';
import type { RunSummary } from '../../api/wire.ts';
import { bareSentence } from '../../format/bare-sentence.ts';
import { verdictLook } from '../../format/tone.ts';
import type { RunFilter } from '../../live/run-filter.ts';
import { Age, Duration } from '../../parts/moment.tsx';
import { VerdictChip } from '../../parts/verdict-chip.tsx';

interface RunRowProps {
  readonly run: RunSummary;
  /** Lets only runs like it through. */
  readonly narrow: (more: Partial<RunFilter>) => void;
}

/** A run of the list: what it came to and why, before what it is called. All of it leads to the run, but for what can be filtered by. */
export const RunRow = memo(function RunRow({ run, narrow }: RunRowProps): ReactElement {
  const { id, namespace, name, verdict, sentence, attempt, createdAt, startedAt, endedAt, isTerminating } = run;
  return (
    <li className="run-row" data-tone={verdictLook(verdict).tone}>
      <VerdictChip verdict={verdict} isTerminating={isTerminating} />
      <div className="run-said">
        <Link className="run-link" href={view.run(namespace, id)}>
          {sentence === '' ? 'Waiting for its first measurement' : bareSentence(sentence)}
        </Link>
        <p className="run-facts">
          <span className="run-name">{name}</span>
          {attempt > 1 && <span>attempt {attempt}</span>}
          <Tags run={run} narrow={narrow} />
        </p>
      </div>
      <p className="run-times numbers">
        <Age at={createdAt} />
        {startedAt !== null && (
          <span>
            {endedAt === null ? 'for ' : 'took '}
            <Duration from={startedAt} to={endedAt} />
          </span>
        )}
      </p>
    </li>
  );
});

function Tags({ run: { source, labels }, narrow }: RunRowProps): ReactElement {
  return (
    <>
      {source.map((template) => (
        <button
          className="tag"
          type="button"
          key={template}
          title={`Only runs of template ${template}`}
          onClick={() => narrow({ template })}
        >
          {template}
        </button>
      ))}
      {Object.entries(labels).map(([label, value]) => (
        <button
          className="tag"
          type="button"
          key={label}
          title={`Only runs with ${label}=${value}`}
          onClick={() => narrow({ labels: [`${label}=${value}`] })}
        >
          {label}={value}
        </button>
      ))}
    </>
  );
}
