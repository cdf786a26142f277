import {
  type InfiniteData,
  keepPreviousData,
  type QueryClient,
  useInfiniteQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { api } from '../api/places.ts';
import type { Page, RunEvent, RunSummary } from '../api/wire.ts';
import { applyEvent } from '../live/apply-event.ts';
import { onceIn } from '../live/once-in.ts';
import { type RunFilter, searchOfFilter } from '../live/run-filter.ts';
import { useRequest } from './service.tsx';

const PAGE = 50;
/** How often a list is asked for again where its events cannot be heard. */
const POLL_MS = 5000;

type Runs = InfiniteData<Page<RunSummary>, string | undefined>;

function keyOf(namespace: string, filter: RunFilter) {
  return ['runs', namespace, filter] as const;
}

/** The runs of a namespace, page by page. @param isHeard whether events tell what changes; if not, the list is asked for now and then */
export function useRuns(namespace: string, filter: RunFilter, isHeard: boolean) {
  const request = useRequest();
  return useInfiniteQuery({
    queryKey: keyOf(namespace, filter),
    queryFn: async ({ pageParam, signal }) => {
      const search = new URLSearchParams(searchOfFilter(filter));
      search.set('limit', String(PAGE));
      if (pageParam !== undefined) search.set('cursor', pageParam);
      return (await request<Page<RunSummary>>(`${api.runs(namespace)}?${search.toString()}`, { signal })).body;
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ cursor }: Page<RunSummary>) => cursor,
    placeholderData: keepPreviousData,
    refetchInterval: isHeard ? false : POLL_MS,
  });
}

/** Events that come together are taken in together: there can be thousands a second. */
const GATHER_MS = 100;
/** A list that new runs make stale is asked for again this often at most. */
const RENEW_MS = 1000;

/** Takes events into the list that is shown; those that the list cannot show by itself make it be asked for again. */
export function useApplyToRuns(namespace: string, filter: RunFilter): (event: RunEvent) => void {
  const client = useQueryClient();
  const [taking, setTaking] = useState<Taking>();
  useEffect(() => {
    const next = startTaking(client, keyOf(namespace, filter));
    setTaking(next);
    return () => next.stop();
  }, [client, namespace, filter]);
  return useCallback((event) => taking?.take(event), [taking]);
}

interface Taking {
  take(event: RunEvent): void;
  stop(): void;
}

function startTaking(client: QueryClient, key: ReturnType<typeof keyOf>): Taking {
  let gathered: RunEvent[] = [];
  const renewal = onceIn(RENEW_MS, () => void client.invalidateQueries({ queryKey: key }));
  const taking = onceIn(GATHER_MS, () => {
    const events = gathered;
    gathered = [];
    if (takeAll(client, key, events)) renewal.ask();
  });
  return {
    take(event) {
      gathered.push(event);
      taking.ask();
    },
    stop() {
      taking.stop();
      renewal.stop();
    },
  };
}

/** @returns whether the list has to be asked for again */
function takeAll(client: QueryClient, key: ReturnType<typeof keyOf>, events: readonly RunEvent[]): boolean {
  const [, , filter] = key;
  const shown = client.getQueryData<Runs>(key);
  if (shown === undefined) return false;
  const before = shown.pages.flatMap(({ items }) => items);
  let [runs, isStale]: [readonly RunSummary[], boolean] = [before, false];
  for (const event of events) {
    const applied = applyEvent(runs, event, filter);
    runs = applied.runs;
    isStale ||= applied.isStale;
  }
  if (runs !== before) client.setQueryData<Runs>(key, { ...shown, pages: inPages(shown.pages, runs) });
  return isStale;
}

/** Puts runs back into the pages that they came from. */
function inPages(pages: readonly Page<RunSummary>[], runs: readonly RunSummary[]): Page<RunSummary>[] {
  const byId = new Map(runs.map((run) => [run.id, run]));
  return pages.map((page) => ({ ...page, items: page.items.flatMap(({ id }) => byId.get(id) ?? []) }));
}
