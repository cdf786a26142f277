import type { ReactElement } from 'react';
import type { Exchange } from '../../api/evidence.ts';
import type { Condition, DecidingMeasurement } from '../../api/wire.ts';
import { explainedAt } from '../../condition/values-at.ts';
import { durationText } from '../../format/duration.ts';
import { phaseTone } from '../../format/tone.ts';
import { ToneSign } from '../../parts/icon.tsx';
import { ClockTime } from '../../parts/moment.tsx';
import type { Point } from '../../series/points.ts';
import { ConditionTree } from './condition-tree.tsx';

/** One measurement: what came, what the conditions made of it part by part, and what was asked and answered. */
export function MeasurementDetails({
  metric,
  point,
  deciding,
  conditions,
}: {
  /** Its name. */
  readonly metric: string;
  readonly point: Point;
  /** What the service explained, when this is the measurement it explained. */
  readonly deciding: DecidingMeasurement | undefined;
  readonly conditions: readonly Condition[];
}): ReactElement {
  const { number, at, phase, text, message, exchanges } = point;
  const tone = phaseTone(phase);
  const shown = shownExchanges(exchanges, deciding);
  return (
    <section className="measurement" aria-label={`Measurement ${number} of ${metric}`} aria-live="polite">
      <p className="measurement-head" data-tone={tone}>
        <ToneSign tone={tone} size={18} />
        <b>{phase === '' ? 'Not begun' : phase}</b>
        <span className="muted">
          measurement {number} at <ClockTime at={new Date(at).toISOString()} />
        </span>
      </p>
      {text !== undefined && text !== '' && <Value text={text} />}
      {message !== undefined && <p className="measurement-message">{message}</p>}
      {deciding?.note !== undefined && <p className="muted">{deciding.note}</p>}
      {conditions.map((condition) => (
        <ConditionTree
          key={condition.which}
          condition={condition}
          isKnown={deciding !== undefined}
          explained={deciding === undefined ? explainedFor(condition, point) : condition.explained}
        />
      ))}
      {shown.length > 0 && <Exchanges exchanges={shown} />}
    </section>
  );
}

function Value({ text }: { readonly text: string }): ReactElement {
  return (
    <p className="measurement-value">
      <span className="muted">Value</span> <code>{text}</code>
    </p>
  );
}

function explainedFor({ explained }: Condition, { value }: Point) {
  return explained === undefined || value === undefined ? undefined : explainedAt(explained, value);
}

/** Evidence has all of what was asked and answered; without it the explanation has the beginning of the last answer. */
function shownExchanges(
  exchanges: readonly Exchange[],
  deciding: DecidingMeasurement | undefined,
): readonly Exchange[] {
  if (exchanges.length > 0 || deciding?.source === undefined) return exchanges;
  const { address, ...answer } = deciding.source;
  return [{ url: address, ...answer }];
}

function Exchanges({ exchanges }: { readonly exchanges: readonly Exchange[] }): ReactElement {
  return (
    <details className="exchanges">
      <summary>What was asked and answered</summary>
      {exchanges.map(({ method = 'GET', url, status, body, error, tookMs }, index) => (
        // The order is all that tells requests of one measurement apart.
        <div key={`${index} ${url}`}>
          <p>
            <code>
              {method} {url}
            </code>
          </p>
          <p className="muted">
            {error ?? `answered ${status ?? 'nothing'}`}
            {tookMs !== undefined && ` in ${durationText(tookMs)}`}
          </p>
          {body !== undefined && body !== '' && (
            // Long answers are scrolled, with the keyboard too.
            <pre tabIndex={0}>{body}</pre>
          )}
        </div>
      ))}
    </details>
  );
}
