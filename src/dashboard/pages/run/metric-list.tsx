import { type ReactElement, useState } from 'react';
import type { Evidence } from '../../api/evidence.ts';
import { countText } from '../../format/number-text.ts';
import { isAgainst, type ShownMetric, wasStopped } from '../../series/metrics-of.ts';
import { MetricCard } from './metric-card.tsx';

/** Of more, only those that speak against the release are unfolded at first. */
const MANY = 5;

/** The metrics of a run. Many are folded to a line each, so that the page can be taken in at a glance. */
export function MetricList({
  metrics,
  evidence,
  onLook,
}: {
  readonly metrics: readonly ShownMetric[];
  readonly evidence: Evidence | undefined;
  readonly onLook: () => void;
}): ReactElement {
  const [chosen, choose] = useState<ReadonlyMap<string, boolean>>(new Map());
  const areMany = metrics.length > MANY;
  const isOpen = (metric: ShownMetric): boolean => chosen.get(metric.name) ?? (!areMany || isAgainst(metric));
  const areOpen = metrics.every(isOpen);
  return (
    <section className="metrics" data-many={areMany} aria-label="Metrics">
      {areMany && (
        <header className="metrics-head">
          <p className="muted">{summaryOf(metrics)}</p>
          <button
            className="button"
            data-size="small"
            type="button"
            onClick={() => choose(new Map(metrics.map(({ name }) => [name, !areOpen])))}
          >
            {areOpen ? 'Fold all' : 'Unfold all'}
          </button>
        </header>
      )}
      {metrics.map((metric) => (
        <MetricCard
          key={metric.name}
          metric={metric}
          evidence={evidence}
          onLook={onLook}
          isOpen={isOpen(metric)}
          {...(areMany && { onFold: (isFolded) => choose(new Map([...chosen, [metric.name, !isFolded]])) })}
        />
      ))}
    </section>
  );
}

/** `20 metrics: 1 failed, 19 stopped` */
function summaryOf(metrics: readonly ShownMetric[]): string {
  const words = metrics.map((metric) =>
    wasStopped(metric) ? 'stopped' : metric.phase === '' ? 'not measured' : metric.phase.toLowerCase(),
  );
  const parts = [...new Set(words)].map((word) => `${words.filter((one) => one === word).length} ${word}`);
  return `${countText(metrics.length, 'metric')}: ${parts.join(', ')}`;
}
