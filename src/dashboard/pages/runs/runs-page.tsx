import './runs-page.css';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useCallback, useMemo } from 'react';
import { Link, useLocation, useSearch } from 'wouter';
import { api, view } from '../../api/places.ts';
import { may } from '../../api/session.ts';
import type { RunSummary } from '../../api/wire.ts';
import { filterFromSearch, isFiltered, narrowed, type RunFilter, searchOfFilter } from '../../live/run-filter.ts';
import { useEvents } from '../../live/use-events.ts';
import { Icon } from '../../parts/icon.tsx';
import { LiveSign } from '../../parts/live-sign.tsx';
import { Failure, Notice, Waiting } from '../../parts/notice.tsx';
import { useTitle } from '../../parts/use-title.ts';
import { useApplyToRuns, useRuns } from '../../queries/runs.ts';
import { useKnownSession } from '../../queries/service.tsx';
import { RunFilters } from './run-filters.tsx';
import { RunRow } from './run-row.tsx';

/** The runs of a namespace, newest first, as they go on. */
export function RunsPage({ namespace }: { readonly namespace: string }): ReactElement {
  useTitle(`Runs in ${namespace}`);
  const [filter, setFilter] = useFilter();
  const client = useQueryClient();
  const apply = useApplyToRuns(namespace, filter);
  const connection = useEvents(api.events(namespace), {
    hear: apply,
    changed: () => void client.invalidateQueries({ queryKey: ['runs', namespace] }),
  });
  const runs = useRuns(namespace, filter, connection === 'live');
  const isMayStart = may(useKnownSession(), 'runner', namespace);
  return (
    <>
      <div className="page-head">
        <h1>Runs</h1>
        <LiveSign connection={connection} failed={runs.isRefetchError} />
        {isMayStart && (
          <Link className="button page-head-end" data-kind="primary" href={view.start(namespace)}>
            <Icon name="plus" size={18} />
            Start a run
          </Link>
        )}
      </div>
      <RunFilters filter={filter} change={setFilter} />
      <RunList runs={runs} filter={filter} change={setFilter} namespace={namespace} />
    </>
  );
}

/** The filter is in the address, so that it can be sent to others and the way back leads to it. */
function useFilter(): readonly [RunFilter, (filter: RunFilter) => void] {
  const search = useSearch();
  const [place, go] = useLocation();
  const filter = useMemo(() => filterFromSearch(search), [search]);
  const change = useCallback((next: RunFilter) => go(`${place}${searchOfFilter(next)}`), [go, place]);
  return [filter, change];
}

function RunList({
  runs: { data, error, isPending, isPlaceholderData, refetch, hasNextPage, isFetchingNextPage, fetchNextPage },
  filter,
  change,
  namespace,
}: {
  readonly runs: ReturnType<typeof useRuns>;
  readonly filter: RunFilter;
  readonly change: (filter: RunFilter) => void;
  readonly namespace: string;
}): ReactElement {
  const narrow = useCallback((more: Partial<RunFilter>) => change(narrowed(filter, more)), [change, filter]);
  if (isPending) return <Waiting what="the runs" />;
  if (data === undefined) return <Failure error={error ?? new Error('nothing came')} retry={() => void refetch()} />;
  const items = data.pages.flatMap((page): readonly RunSummary[] => page.items);
  if (items.length === 0) return isFiltered(filter) ? <NoSuchRuns change={change} /> : <NoRuns namespace={namespace} />;
  return (
    <>
      <ol className="card runs" aria-label="Runs, newest first" aria-busy={isPlaceholderData}>
        {items.map((run) => (
          <RunRow key={run.id} run={run} narrow={narrow} />
        ))}
      </ol>
      {hasNextPage && (
        <div className="more">
          <button className="button" type="button" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {isFetchingNextPage ? 'Loading …' : 'Older runs'}
          </button>
        </div>
      )}
    </>
  );
}

function NoSuchRuns({ change }: { readonly change: (filter: RunFilter) => void }): ReactElement {
  return (
    <Notice
      sign={<Icon name="search" size={32} />}
      title="No run is like that"
      actions={
        <button className="button" type="button" onClick={() => change({ labels: [] })}>
          Show all runs
        </button>
      }
    />
  );
}

function NoRuns({ namespace }: { readonly namespace: string }): ReactElement {
  const session = useKnownSession();
  return (
    <Notice
      title={`No runs in ${namespace} yet`}
      actions={
        <>
          {may(session, 'runner', namespace) && (
            <Link className="button" data-kind="primary" href={view.start(namespace)}>
              Start a run
            </Link>
          )}
          {may(session, 'admin', namespace) && (
            <Link className="button" href={view.newTemplate(namespace)}>
              Store a template
            </Link>
          )}
        </>
      }
    >
      A run asks your metrics whether a release may go on. Start one from a pipeline:{' '}
      <code>verdict run --server {globalThis.location.origin}</code>
    </Notice>
  );
}
