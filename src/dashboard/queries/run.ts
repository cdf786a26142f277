import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import type { Evidence } from '../api/evidence.ts';
import { api } from '../api/places.ts';
import type { Run, RunEvent } from '../api/wire.ts';
import { runAfter } from '../live/apply-event.ts';
import { useRequest } from './service.tsx';

const POLL_MS = 3000;
/** Events that come together make the run be asked for once. */
const GATHER_MS = 200;

/** A run. While it goes on and its events cannot be heard, it is asked for now and then. */
export function useRun(namespace: string, id: string, isHeard: boolean) {
  const request = useRequest();
  return useQuery({
    queryKey: ['run', namespace, id],
    queryFn: async ({ signal }) => (await request<Run>(api.run(namespace, id), { signal })).body,
    refetchInterval: ({ state: { data } }) => (isHeard || data?.verdict !== null ? false : POLL_MS),
  });
}

/** Takes an event into the run that is shown, and asks for the rest of what it changed. */
export function useApplyToRun(namespace: string, id: string): (event: RunEvent) => void {
  const client = useQueryClient();
  const alarm = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(alarm.current), []);
  return useCallback(
    (event) => {
      const key = ['run', namespace, id];
      const run = client.getQueryData<Run>(key);
      if (run === undefined || event.attempt < run.attempt) return;
      client.setQueryData<Run>(key, runAfter(run, event));
      alarm.current ??= setTimeout(() => {
        alarm.current = undefined;
        void client.invalidateQueries({ queryKey: key });
      }, GATHER_MS);
    },
    [client, namespace, id],
  );
}

/** Everything that was asked and answered in an attempt. Fetched when it is wanted, since it can be long. */
export function useEvidence(namespace: string, id: string, attempt: number, isWanted: boolean) {
  const request = useRequest();
  return useQuery({
    queryKey: ['evidence', namespace, id, attempt],
    queryFn: async ({ signal }) =>
      (await request<Evidence>(`${api.evidence(namespace, id)}?attempt=${attempt}`, { signal })).body,
    enabled: isWanted,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** What can be done to a run; each resolves when the page shows it. */
export function useRunDeeds(namespace: string, id: string) {
  const request = useRequest();
  const client = useQueryClient();
  const renew = (run: Run): void => {
    client.setQueryData<Run>(['run', namespace, id], run);
    void client.invalidateQueries({ queryKey: ['runs', namespace] });
  };
  const post = async (what: string): Promise<void> =>
    renew((await request<Run>(`${api.run(namespace, id)}/${what}`, { method: 'POST' })).body);
  return {
    terminate: () => post('terminate'),
    retry: () => post('retry'),
    remove: async () => {
      await request(api.run(namespace, id), { method: 'DELETE' });
      void client.invalidateQueries({ queryKey: ['runs', namespace] });
    },
  };
}
