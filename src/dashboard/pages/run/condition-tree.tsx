import type { ReactElement } from 'react';
import type { Condition, Explained } from '../../api/wire.ts';

const WORDS = { successCondition: 'Success when', failureCondition: 'Failure when' } as const;

/** A condition and, below it, its parts with the values that they had. */
export function ConditionTree({
  condition: { which, text, outcome },
  explained,
  isKnown,
}: {
  readonly condition: Condition;
  /** Its parts with the values they had at the measurement that is looked at. */
  readonly explained: Explained | undefined;
  /** Whether the outcome is of that measurement. */
  readonly isKnown: boolean;
}): ReactElement {
  const said = isKnown ? outcome : explained?.value;
  const parts = explained?.parts ?? [];
  return (
    <div className="condition">
      <h3>{WORDS[which]}</h3>
      <p className="condition-line" data-tone={toneOf(which, said)}>
        <code>{text}</code>
        {said !== undefined && <Said value={said} />}
      </p>
      {parts.length > 0 && <Parts parts={parts} />}
    </div>
  );
}

function Parts({ parts }: { readonly parts: readonly Explained[] }): ReactElement {
  return (
    <ul>
      {parts.map((part, index) => (
        // A part is its text and its place: the same text may stand twice.
        <li key={`${index} ${part.text}`}>
          <p className="condition-line">
            <code>{part.text}</code>
            <PartValue part={part} />
          </p>
          {part.value !== undefined && part.parts !== undefined && part.parts.length > 0 && (
            <Parts parts={part.parts} />
          )}
        </li>
      ))}
    </ul>
  );
}

function PartValue({ part: { value, error } }: { readonly part: Explained }): ReactElement | null {
  if (value !== undefined) return <Said value={value} />;
  if (error !== undefined) return <span className="condition-wrong">{error}</span>;
  return null;
}

function Said({ value }: { readonly value: string }): ReactElement {
  return (
    <>
      <span className="unseen"> is </span>
      <code className="condition-value">{value}</code>
    </>
  );
}

function toneOf(which: Condition['which'], outcome: string | undefined): string {
  if (outcome !== 'true' && outcome !== 'false') return outcome === undefined ? 'none' : 'error';
  const isGood = (which === 'successCondition') === (outcome === 'true');
  if (isGood) return 'pass';
  return 'fail';
}
