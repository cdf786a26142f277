import './run-page.css';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { useSearch } from 'wouter';
import type { Evidence } from '../../api/evidence.ts';
import { api } from '../../api/places.ts';
import type { Run } from '../../api/wire.ts';
import { verdictLook } from '../../format/tone.ts';
import { useEvents } from '../../live/use-events.ts';
import { Failure, Waiting } from '../../parts/notice.tsx';
import { useTitle } from '../../parts/use-title.ts';
import { useApplyToRun, useEvidence, useRun } from '../../queries/run.ts';
import { metricsOf } from '../../series/metrics-of.ts';
import { lacksPoints } from '../../series/points.ts';
import { runOfAttempt } from '../../series/shown-run.ts';
import { EvidenceCard } from './evidence-card.tsx';
import { MetricCard } from './metric-card.tsx';
import { RunFacts } from './run-facts.tsx';
import { RunHead } from './run-head.tsx';
import { Timeline } from './timeline.tsx';

/** A run: the verdict first, then why, metric by metric, then everything that can be known about it. It moves while the run goes on. */
export function RunPage({ namespace, id }: { readonly namespace: string; readonly id: string }): ReactElement {
  const client = useQueryClient();
  const apply = useApplyToRun(namespace, id);
  const [isRunning, setRunning] = useState(true);
  const connection = useEvents(isRunning ? api.events(namespace) : undefined, {
    hear: (event) => event.run === id && apply(event),
    changed: () => void client.invalidateQueries({ queryKey: ['run', namespace, id] }),
  });
  const { data: run, error, isRefetchError, refetch } = useRun(namespace, id, connection === 'live');
  // A run that has ended only moves when it is retried, which this page is told by its own answer or a look back at it.
  if (run !== undefined && isRunning !== (run.verdict === null)) setRunning(run.verdict === null);
  useTitle(titleOf(run));
  if (run === undefined) {
    return error === null ? (
      <Waiting what="the run" />
    ) : (
      <Failure error={error} level={1} retry={() => void refetch()} />
    );
  }
  return <Attempt run={run} connection={isRunning ? connection : undefined} failed={isRefetchError} />;
}

function titleOf(run: Run | undefined): string {
  if (run === undefined) return 'Run';
  return `${verdictLook(run.verdict).word}: ${run.name}`;
}

/** The newest attempt, or the one that the address names. */
function Attempt({
  run,
  connection,
  failed,
}: {
  readonly run: Run;
  readonly connection: ReturnType<typeof useEvents> | undefined;
  readonly failed: boolean;
}): ReactElement {
  const wanted = Number(new URLSearchParams(useSearch()).get('attempt') ?? run.attempt);
  const isOld = Number.isInteger(wanted) && wanted >= 1 && wanted < run.attempt;
  const attempt = isOld ? wanted : run.attempt;
  const [isLookedAt, setLookedAt] = useState(false);
  const isLacking = (run.status.metricResults ?? []).some(lacksPoints);
  const evidence = useEvidence(run.namespace, run.id, attempt, isOld || isLookedAt || isLacking);
  if (isOld && evidence.data === undefined) {
    const { error, refetch } = evidence;
    return error === null ? (
      <Waiting what="the attempt" />
    ) : (
      <Failure error={error} level={1} retry={() => void refetch()} />
    );
  }
  const shown = isOld && evidence.data !== undefined ? runOfAttempt(run, attempt, evidence.data) : run;
  return (
    <RunView
      key={attempt}
      run={shown}
      head={
        <RunHead run={shown} newestAttempt={run.attempt} connection={isOld ? undefined : connection} failed={failed} />
      }
      evidence={evidence.data}
      onLook={() => setLookedAt(true)}
    />
  );
}

function RunView({
  run,
  head,
  evidence,
  onLook,
}: {
  readonly run: Run;
  readonly head: ReactElement;
  readonly evidence: Evidence | undefined;
  readonly onLook: () => void;
}): ReactElement {
  const metrics = metricsOf(run);
  return (
    <>
      {head}
      <div className="run-columns">
        <div className="run-main">
          <section className="metrics" aria-label="Metrics">
            {metrics.map((metric) => (
              <MetricCard key={metric.name} metric={metric} evidence={evidence} onLook={onLook} />
            ))}
          </section>
          <EvidenceCard run={run} />
        </div>
        <aside className="run-side" aria-label="About this run">
          <RunFacts run={run} />
          <Timeline namespace={run.namespace} id={run.id} attempt={run.attempt} />
        </aside>
      </div>
    </>
  );
}
