import { lazy, type ReactElement, Suspense, useMemo, useState } from 'react';
import type { Evidence } from '../../api/evidence.ts';
import type { Condition } from '../../api/wire.ts';
import type { ChartModel } from '../../chart/create-chart.ts';
import { thresholdLabel } from '../../condition/threshold-label.ts';
import { briefNumbers } from '../../format/brief-numbers.ts';
import { clockTimeText } from '../../format/exact-time.ts';
import { countText, numberText } from '../../format/number-text.ts';
import { phaseTone } from '../../format/tone.ts';
import { Icon, ToneSign } from '../../parts/icon.tsx';
import { decidingIndex } from '../../series/deciding-index.ts';
import { type ShownMetric, wasStopped } from '../../series/metrics-of.ts';
import { type Point, pointsOf } from '../../series/points.ts';
import { quantitiesOf } from '../../series/quantities.ts';
import { Limits } from './limits.tsx';
import { MeasurementDetails } from './measurement-details.tsx';
import { PhaseStrip } from './phase-strip.tsx';

// The chart library is a third of the page and not all metrics have numbers.
const MeasurementChart = lazy(async () => ({
  default: (await import('../../chart/measurement-chart.tsx')).MeasurementChart,
}));

/** A metric: how it stands and why, its measurements over time, and the one that is looked at. */
export function MetricCard({
  metric,
  evidence,
  onLook,
  isOpen,
  onFold,
}: {
  readonly metric: ShownMetric;
  readonly evidence: Evidence | undefined;
  /** Somebody looks closer: evidence is wanted now. */
  readonly onLook: () => void;
  /** Whether its measurements are shown, not only what they came to. */
  readonly isOpen: boolean;
  /** Absent where nothing is folded. */
  readonly onFold?: (isFolded: boolean) => void;
}): ReactElement {
  const { name, phase, explanation, result } = metric;
  const points = useMemo(() => pointsOf(result, evidence), [result, evidence]);
  const conditions = useConditions(metric);
  const deciding = decidingIndex(points, explanation?.deciding);
  const [chosen, choose] = useState<number>();
  const selected = indexOf(points, chosen) ?? deciding;
  const point = points[selected];
  const select = (index: number): void => {
    choose(points[index]?.number);
    onLook();
  };
  const isStopped = wasStopped(metric);
  const tone = isStopped ? 'none' : phaseTone(phase);
  return (
    <article
      className="card metric"
      data-folded={!isOpen}
      data-tone={tone}
      id={`metric-${name}`}
      aria-labelledby={`metric-${name}-name`}
    >
      <header className="metric-head">
        <ToneSign tone={tone} size={22} />
        <h2 id={`metric-${name}-name`}>{name}</h2>
        <span className="metric-phase">{isStopped ? 'Stopped' : phase === '' ? 'Not measured' : phase}</span>
        {explanation?.dryRun === true && <span className="tag">dry run: does not count</span>}
        {onFold !== undefined && (
          <button
            className="fold"
            type="button"
            aria-expanded={isOpen}
            aria-label={`Measurements of ${name}`}
            onClick={() => onFold(isOpen)}
          >
            <Icon name="down" />
          </button>
        )}
      </header>
      <p className="metric-said">{saidOf(metric)}</p>
      {isOpen && (
        <div className="metric-body">
          <div className="metric-series">
            <Series points={points} conditions={conditions} selected={selected} onSelect={select} name={name} />
            {explanation !== undefined && <Limits limits={explanation.limits} />}
          </div>
          {point !== undefined && (
            <MeasurementDetails
              metric={name}
              point={point}
              deciding={selected === deciding ? explanation?.deciding : undefined}
              conditions={conditions}
            />
          )}
        </div>
      )}
    </article>
  );
}

/** The number of a measurement stays when older ones come before it. */
function indexOf(points: readonly Point[], number: number | undefined): number | undefined {
  const index = points.findIndex((point) => point.number === number);
  return index === -1 ? undefined : index;
}

/** The conditions as the service explained them; before the first measurement, as the template has them. */
function useConditions({ spec, explanation }: ShownMetric): readonly Condition[] {
  const explained = explanation?.deciding?.conditions;
  return useMemo(() => {
    if (explained !== undefined && explained.length > 0) return explained;
    return (['successCondition', 'failureCondition'] as const).flatMap((which) => {
      const text = spec?.[which];
      return text === undefined || text === '' ? [] : [{ which, text, outcome: '' }];
    });
  }, [spec, explained]);
}

function saidOf({ name, explanation, spec }: ShownMetric): string {
  if (explanation === undefined)
    return spec?.interval === undefined ? 'Waits for its first measurement.' : `Measured every ${spec.interval}.`;
  // Name and phase stand above already.
  const { sentence } = explanation;
  const named = sentence.startsWith(`${name} `) ? sentence.slice(name.length + 1) : sentence;
  const said = named.replace(/^((failed|held): |was (?=stopped ))/, '');
  return briefNumbers(`${said.slice(0, 1).toUpperCase()}${said.slice(1)}`);
}

function Series({
  points,
  conditions,
  selected,
  onSelect,
  name,
}: {
  readonly points: readonly Point[];
  readonly conditions: readonly Condition[];
  readonly selected: number;
  readonly onSelect: (index: number) => void;
  readonly name: string;
}): ReactElement {
  const quantities = useMemo(() => quantitiesOf(points, conditions), [points, conditions]);
  const [path, setPath] = useState<string>();
  const [pointed, setPointed] = useState<number>();
  const quantity = quantities.find((one) => one.path === path) ?? quantities[0];
  const model = useMemo<ChartModel | undefined>(
    () => quantity && { points, selected, numbers: quantity.numbers, thresholds: quantity.thresholds },
    [points, selected, quantity],
  );
  if (points.length === 0) return <p className="series-none">No measurements yet.</p>;
  return (
    <figure className="series">
      {quantity !== undefined && (
        <figcaption className="series-head">
          <QuantityChoice paths={quantities.map((one) => one.path)} path={quantity.path} choose={setPath} name={name} />
          <span className="muted numbers" aria-hidden="true">
            {readout(points[pointed ?? -1], quantity.numbers[pointed ?? -1])}
          </span>
        </figcaption>
      )}
      {model !== undefined && quantity !== undefined && (
        <Suspense fallback={<div className="chart" />}>
          <MeasurementChart
            model={model}
            label={chartLabel(quantity.path, model)}
            onSelect={onSelect}
            onPoint={setPointed}
          />
        </Suspense>
      )}
      <PhaseStrip points={points} selected={selected} onSelect={onSelect} label={`Measurements of ${name}`} />
    </figure>
  );
}

function QuantityChoice({
  paths,
  path,
  choose,
  name,
}: {
  readonly paths: readonly string[];
  readonly path: string;
  readonly choose: (path: string) => void;
  readonly name: string;
}): ReactElement {
  if (paths.length < 2) return <code>{path}</code>;
  return (
    <select
      className="quantity"
      aria-label={`What is drawn of ${name}`}
      value={path}
      onChange={({ target }) => choose(target.value)}
    >
      {paths.map((one) => (
        <option key={one}>{one}</option>
      ))}
    </select>
  );
}

function readout(point: Point | undefined, number: number | null | undefined): string {
  if (point === undefined) return '';
  const value = number === null || number === undefined ? '' : ` ${numberText(number)}`;
  return `${clockTimeText(point.at)}${value} ${point.phase}`;
}

function chartLabel(path: string, { numbers, thresholds }: ChartModel): string {
  const known = numbers.filter((number) => number !== null);
  const range = `from ${numberText(Math.min(...known))} to ${numberText(Math.max(...known))}`;
  const lines = thresholds.map(thresholdLabel).join(', ');
  return `${path} over time: ${countText(known.length, 'value')} ${range}${lines === '' ? '' : `; ${lines}`}`;
}
