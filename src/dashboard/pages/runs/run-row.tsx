import type { ReactElement } from 'react';
import { Link } from 'wouter';
import { view } from '../../api/places.ts';
import type { RunSummary } from '../../api/wire.ts';
import { bareSentence } from '../../format/bare-sentence.ts';
import { verdictLook } from '../../format/tone.ts';
import { Age, Duration } from '../../parts/moment.tsx';
import { VerdictChip } from '../../parts/verdict-chip.tsx';

/** A run of the list: what it came to and why, before what it is called. All of it leads to the run, but for what can be filtered by. */
export function RunRow({
  run,
  onLabel,
  onTemplate,
}: {
  readonly run: RunSummary;
  readonly onLabel: (label: string) => void;
  readonly onTemplate: (template: string) => void;
}): ReactElement {
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
          <Tags run={run} onLabel={onLabel} onTemplate={onTemplate} />
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
}

function Tags({
  run: { source, labels },
  onLabel,
  onTemplate,
}: Pick<Parameters<typeof RunRow>[0], 'run' | 'onLabel' | 'onTemplate'>): ReactElement {
  return (
    <>
      {source.map((template) => (
        <button
          className="tag"
          type="button"
          key={template}
          title={`Only runs of template ${template}`}
          onClick={() => onTemplate(template)}
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
          onClick={() => onLabel(`${label}=${value}`)}
        >
          {label}={value}
        </button>
      ))}
    </>
  );
}
