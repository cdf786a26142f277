import { useQuery } from '@tanstack/react-query';
import { api } from '../api/places.ts';
import type { Page } from '../api/wire.ts';
import { useRequest } from './service.tsx';

/** Namespaces in which something is, as far as one may see them. */
export function useNamespaces() {
  const request = useRequest();
  return useQuery({
    queryKey: ['namespaces'],
    queryFn: async ({ signal }) =>
      (await request<Page<{ readonly name: string }>>(api.namespaces, { signal })).body.items.map(({ name }) => name),
    staleTime: 30_000,
  });
}
