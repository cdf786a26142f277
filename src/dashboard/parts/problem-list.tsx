import './problem-list.css';
import type { ReactElement } from 'react';
import type { ProblemItem } from '../api/wire.ts';
import { ToneSign } from './icon.tsx';

const TONES = { error: 'fail', warning: 'undecided', note: 'none' } as const;

/** Everything that is wrong, each with its place. @param goTo leads to the line of a problem that has one */
export function ProblemList({
  problems,
  goTo,
}: {
  readonly problems: readonly ProblemItem[];
  readonly goTo?: (line: number, column: number) => void;
}): ReactElement {
  return (
    <ul className="problems">
      {problems.map((problem) => {
        const { severity, detail, excerpt, line, column = 1 } = problem;
        return (
          <li key={`${problem.pointer} ${detail}`} data-tone={TONES[severity]}>
            <ToneSign tone={TONES[severity]} size={16} />
            <div>
              <p>
                {line !== undefined && <Place line={line} column={column} goTo={goTo} />}
                <span className="unseen">{severity}: </span>
                {detail}
              </p>
              {excerpt !== undefined && <pre>{excerpt}</pre>}
            </div>
          </li>
        );
      })}
    </ul>
  );
}

function Place({
  line,
  column,
  goTo,
}: {
  readonly line: number;
  readonly column: number;
  readonly goTo: ((line: number, column: number) => void) | undefined;
}): ReactElement {
  if (goTo === undefined) return <b>line {line}: </b>;
  return (
    <button className="place" type="button" onClick={() => goTo(line, column)}>
      line {line}
    </button>
  );
}
