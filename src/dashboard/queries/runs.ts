import {
  type InfiniteData,
  keepPreviousData,
  type QueryClient,
  useInfiniteQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useCallback } from 'react';
import { api } from '../api/places.ts';
import type { Page, RunEvent, RunSummary } from '../api/wire.ts';
import { applyEvent } from '../live/apply-event.ts';
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

/** Takes an event into the list that is shown; one that the list cannot show by itself makes it be asked for again. */
export function useApplyToRuns(namespace: string, filter: RunFilter): (event: RunEvent) => void {
  const client = useQueryClient();
  return useCallback((event) => take(client, keyOf(namespace, filter), event), [client, namespace, filter]);
}

function take(client: QueryClient, key: ReturnType<typeof keyOf>, event: RunEvent): void {
  const [, , filter] = key;
  const shown = client.getQueryData<Runs>(key);
  if (shown === undefined) return;
  const applied = applyEvent(
    shown.pages.flatMap(({ items }) => items),
    event,
    filter,
  );
  client.setQueryData<Runs>(key, { ...shown, pages: inPages(shown.pages, applied.runs) });
  if (applied.isStale) void client.invalidateQueries({ queryKey: key });
}

/** Puts runs back into the pages that they came from. */
function inPages(pages: readonly Page<RunSummary>[], runs: readonly RunSummary[]): Page<RunSummary>[] {
  const byId = new Map(runs.map((run) => [run.id, run]));
  return pages.map((page) => ({ ...page, items: page.items.flatMap(({ id }) => byId.get(id) ?? []) }));
}
