import './run-page.css';
import { type ReactElement, useState } from 'react';
import { Link, useSearch } from 'wouter';
import type { Evidence } from '../../api/evidence.ts';
import { view } from '../../api/places.ts';
import type { Run } from '../../api/wire.ts';
import { verdictLook } from '../../format/tone.ts';
import { type RunHistory, useRunEvents } from '../../live/use-run-events.ts';
import { Failure, Waiting } from '../../parts/notice.tsx';
import { useTitle } from '../../parts/use-title.ts';
import { useEvidence, useRenewRun, useRun } from '../../queries/run.ts';
import { metricsOf } from '../../series/metrics-of.ts';
import { lacksPoints } from '../../series/points.ts';
import { runOfAttempt } from '../../series/shown-run.ts';
import { EvidenceCard } from './evidence-card.tsx';
import { MetricList } from './metric-list.tsx';
import { RunFacts } from './run-facts.tsx';
import { RunHead } from './run-head.tsx';
import { Timeline } from './timeline.tsx';

/** A run: the verdict first, then why, metric by metric, then everything that can be known about it. It moves while the run goes on. */
export function RunPage({ namespace, id }: { readonly namespace: string; readonly id: string }): ReactElement {
  const [isHeard, setHeard] = useState(false);
  const { data: run, error, isRefetchError, refetch } = useRun(namespace, id, isHeard);
  const history = useRunEvents(namespace, id, run?.attempt, useRenewRun(namespace, id));
  if (isHeard !== (history.connection === 'live')) setHeard(history.connection === 'live');
  useTitle(titleOf(run));
  if (run === undefined) {
    return error === null ? (
      <Waiting what="the run" />
    ) : (
      <Failure
        error={error}
        level={1}
        retry={() => void refetch()}
        elsewhere={
          <Link className="button" href={view.runs(namespace)}>
            To the runs
          </Link>
        }
      />
    );
  }
  return <Attempt run={run} history={history} failed={isRefetchError} />;
}

function titleOf(run: Run | undefined): string {
  if (run === undefined) return 'Run';
  return `${verdictLook(run.verdict).word}: ${run.name}`;
}

/** The newest attempt, or the one that the address names. */
function Attempt({
  run,
  history: { events, connection },
  failed,
}: {
  readonly run: Run;
  readonly history: RunHistory;
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
  const isMoving = !isOld && run.verdict === null;
  const shown = isOld && evidence.data !== undefined ? runOfAttempt(run, attempt, evidence.data) : run;
  return (
    <RunView
      key={attempt}
      run={shown}
      head={
        <RunHead
          run={shown}
          newestAttempt={run.attempt}
          connection={isMoving && connection !== 'over' ? connection : undefined}
          failed={failed}
        />
      }
      events={events}
      evidence={evidence.data}
      onLook={() => setLookedAt(true)}
    />
  );
}

function RunView({
  run,
  head,
  events,
  evidence,
  onLook,
}: {
  readonly run: Run;
  readonly head: ReactElement;
  readonly events: RunHistory['events'];
  readonly evidence: Evidence | undefined;
  readonly onLook: () => void;
}): ReactElement {
  return (
    <>
      {head}
      <div className="run-columns">
        <div className="run-main">
          <MetricList metrics={metricsOf(run)} evidence={evidence} onLook={onLook} />
          <EvidenceCard run={run} />
        </div>
        <aside className="run-side" aria-label="About this run">
          <RunFacts run={run} />
          <Timeline events={events} attempt={run.attempt} />
        </aside>
      </div>
    </>
  );
}
