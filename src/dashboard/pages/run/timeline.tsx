import { type ReactElement, useMemo, useState } from 'react';
import type { EventLook, RunEvent } from '../../api/wire.ts';
import { bareSentence } from '../../format/bare-sentence.ts';
import { briefNumbers } from '../../format/brief-numbers.ts';
import { phaseTone, type Tone, verdictLook } from '../../format/tone.ts';
import { ToneSign } from '../../parts/icon.tsx';
import { ClockTime } from '../../parts/moment.tsx';

const FEW = 12;

/** What happened in an attempt, newest first. */
export function Timeline({
  events,
  attempt,
}: {
  /** Of all attempts, oldest first. */
  readonly events: readonly RunEvent[];
  readonly attempt: number;
}): ReactElement {
  const [isAll, setAll] = useState(false);
  const lines = useMemo(
    () =>
      events
        .filter((event) => event.attempt === attempt)
        .toReversed()
        .flatMap(linesOf),
    [events, attempt],
  );
  return (
    <section className="card timeline" aria-labelledby="timeline">
      <h2 id="timeline">Timeline</h2>
      {lines.length === 0 ? (
        <p className="muted">Nothing has been written down yet.</p>
      ) : (
        <ol>
          {(isAll ? lines : lines.slice(0, FEW)).map(({ key, at, tone, text, detail }) => (
            <li key={key}>
              <ClockTime at={at} />
              <ToneSign tone={tone} size={14} />
              <p>
                {text} {detail !== undefined && <code>{detail}</code>}
              </p>
            </li>
          ))}
        </ol>
      )}
      {lines.length > FEW && (
        <button className="button" data-size="small" type="button" aria-expanded={isAll} onClick={() => setAll(!isAll)}>
          {isAll ? 'Fewer' : `All ${lines.length} entries`}
        </button>
      )}
    </section>
  );
}

interface Line {
  readonly key: string;
  readonly at: string;
  readonly tone: Tone;
  readonly text: string;
  readonly detail?: string;
}

function linesOf(event: RunEvent): readonly Line[] {
  const { id, at, kind, looks = [] } = event;
  const line = (tone: Tone, text: string): readonly Line[] => [{ key: String(id), at, tone, text }];
  switch (kind) {
    case 'created':
      return line('none', 'Asked for');
    case 'started':
      return line('running', 'Started');
    case 'measured':
      return looks.toReversed().map((look, index) => lookLine(look, `${id}.${index}`));
    case 'terminating':
      return line('none', 'Asked to end early');
    case 'retried':
      return line('none', `Attempt ${event.attempt} asked for`);
    case 'ended': {
      const { tone, word } = verdictLook(event.verdict);
      return line(tone, `${word}: ${bareSentence(event.sentence)}`);
    }
    case 'deleted':
      return [];
  }
}

function lookLine({ metric, phase, finishedAt, value, message }: EventLook, key: string): Line {
  const detail = value === undefined || value === '' ? message : value;
  return {
    key,
    at: finishedAt,
    tone: phaseTone(phase),
    text: `${metric} ${phase}`,
    ...(detail !== undefined && { detail: cut(briefNumbers(detail)) }),
  };
}

function cut(text: string): string {
  return text.length > 90 ? `${text.slice(0, 89)}…` : text;
}
