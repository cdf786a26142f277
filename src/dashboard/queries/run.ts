import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import type { Evidence } from '../api/evidence.ts';
import { api } from '../api/places.ts';
import type { Run } from '../api/wire.ts';
import { type OnceIn, onceIn } from '../live/once-in.ts';
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

/** Asks for a run again soon after something happened to it. */
export function useRenewRun(namespace: string, id: string): () => void {
  const client = useQueryClient();
  const [renewal, setRenewal] = useState<OnceIn>();
  useEffect(() => {
    const next = onceIn(GATHER_MS, () => void client.invalidateQueries({ queryKey: ['run', namespace, id] }));
    setRenewal(next);
    return () => next.stop();
  }, [client, namespace, id]);
  return useCallback(() => renewal?.ask(), [renewal]);
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
