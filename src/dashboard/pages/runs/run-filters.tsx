import { type ReactElement, type SubmitEvent, useState } from 'react';
import { VERDICTS } from '../../api/wire.ts';
import { verdictLook } from '../../format/tone.ts';
import type { RunFilter } from '../../live/run-filter.ts';
import { Icon, ToneSign } from '../../parts/icon.tsx';

const VERDICT_CHOICES = ['running', ...VERDICTS] as const;

/** Which runs are shown: by verdict at a press, by template and label as they are typed or pressed in the list. */
export function RunFilters({
  filter,
  change,
}: {
  readonly filter: RunFilter;
  readonly change: (filter: RunFilter) => void;
}): ReactElement {
  return (
    <search className="filters" aria-label="Filter the runs">
      <fieldset className="choices">
        <legend className="unseen">Verdict</legend>
        <VerdictChoice filter={filter} change={change} />
        {VERDICT_CHOICES.map((verdict) => (
          <VerdictChoice key={verdict} filter={filter} change={change} verdict={verdict} />
        ))}
      </fieldset>
      <FilterForm filter={filter} change={change} />
      <Chosen filter={filter} change={change} />
    </search>
  );
}

interface FilterProps {
  readonly filter: RunFilter;
  readonly change: (filter: RunFilter) => void;
}

function VerdictChoice({
  filter,
  change,
  verdict,
}: FilterProps & { readonly verdict?: (typeof VERDICT_CHOICES)[number] }): ReactElement {
  const { verdict: chosen, ...rest } = filter;
  const look = verdict === undefined ? undefined : verdictLook(verdict === 'running' ? null : verdict);
  return (
    <label className="choice">
      <input
        className="unseen"
        type="radio"
        name="verdict"
        checked={chosen === verdict}
        onChange={() => change({ ...rest, ...(verdict !== undefined && { verdict }) })}
      />
      {look !== undefined && <ToneSign tone={look.tone} size={16} />}
      {look?.word ?? 'All'}
    </label>
  );
}

function FilterForm({ filter, change }: FilterProps): ReactElement {
  const [text, setText] = useState('');
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const wanted = text.trim();
    if (wanted === '') return;
    setText('');
    if (/^[^=]+=/.test(wanted)) change({ ...filter, labels: [...new Set([...filter.labels, wanted])] });
    else change({ ...filter, template: wanted });
  };
  return (
    <form className="filter-form" onSubmit={submit}>
      <Icon name="search" size={16} />
      <input
        className="input"
        aria-label="Template, or label as name=value"
        placeholder="Template, or label=value"
        value={text}
        onChange={({ target }) => setText(target.value)}
        autoCapitalize="none"
        spellCheck={false}
      />
    </form>
  );
}

/** What is filtered by, each with a way to take it off. */
function Chosen({ filter, change }: FilterProps): ReactElement | null {
  const { template, ...rest } = filter;
  if (template === undefined && filter.labels.length === 0) return null;
  return (
    <ul className="chosen">
      {template !== undefined && <Taken text={`template ${template}`} takeOff={() => change(rest)} />}
      {filter.labels.map((label) => (
        <Taken
          key={label}
          text={label}
          takeOff={() => change({ ...filter, labels: filter.labels.filter((one) => one !== label) })}
        />
      ))}
    </ul>
  );
}

function Taken({ text, takeOff }: { readonly text: string; readonly takeOff: () => void }): ReactElement {
  return (
    <li>
      <button className="tag" type="button" aria-label={`No longer only ${text}`} onClick={takeOff}>
        {text}
        <Icon name="close" size={14} />
      </button>
    </li>
  );
}
