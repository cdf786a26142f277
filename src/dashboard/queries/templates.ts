import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../api/places.ts';
import { may } from '../api/session.ts';
import type { Scope } from '../api/template.ts';
import type { JsonObject, Page, TemplateSummary, Validation } from '../api/wire.ts';
import { useKnownSession, useRequest } from './service.tsx';

/** A stored template as it was read. */
export interface ReadTemplate {
  readonly document: JsonObject;
  /** What a change must name, so that it is no change over somebody else's. */
  readonly etag: string | null;
}

function placeOf(namespace: string, scope: Scope): string | undefined {
  return scope === 'cluster' ? undefined : namespace;
}

/** The stored templates of a namespace or of the whole service, page by page; none for whoever may not see them. */
export function useTemplates(namespace: string, scope: Scope) {
  const request = useRequest();
  const isMaySee = may(useKnownSession(), 'viewer', placeOf(namespace, scope) ?? '*');
  return useInfiniteQuery({
    queryKey: ['templates', placeOf(namespace, scope)],
    queryFn: async ({ pageParam, signal }) => {
      const search = new URLSearchParams({ limit: '500', ...(pageParam !== undefined && { cursor: pageParam }) });
      const path = `${api.templates(placeOf(namespace, scope))}?${search.toString()}`;
      return (await request<Page<TemplateSummary>>(path, { signal })).body;
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ cursor }: Page<TemplateSummary>) => cursor,
    select: ({ pages }) => pages.flatMap(({ items }) => items),
    // The service says what is missing in a namespace; that one does not see everybody's is nothing to be told of.
    enabled: isMaySee || scope === 'namespace',
  });
}

/** One stored template. @param name undefined: none is asked for */
export function useTemplate(namespace: string, scope: Scope, name: string | undefined) {
  const request = useRequest();
  return useQuery({
    queryKey: ['template', placeOf(namespace, scope), name],
    queryFn: async ({ signal }): Promise<ReadTemplate> => {
      const { body, etag } = await request<JsonObject>(api.template(placeOf(namespace, scope), name ?? ''), { signal });
      return { document: body, etag };
    },
    enabled: name !== undefined,
    // What is being edited is not changed below the hands of whoever edits it.
    refetchOnWindowFocus: false,
  });
}

/** What can be done to templates. */
export function useTemplateDeeds(namespace: string, scope: Scope) {
  const request = useRequest();
  const client = useQueryClient();
  const place = placeOf(namespace, scope);
  const renew = async (): Promise<void> => {
    await client.invalidateQueries({ queryKey: ['templates', place] });
  };
  return {
    validate: async (yaml: string, signal?: AbortSignal) =>
      (
        await request<Validation>(`${api.templates(place)}:validate`, {
          method: 'POST',
          yaml,
          ...(signal && { signal }),
        })
      ).body,
    /** @param etag of what was read; null: there must be none yet */
    save: async (name: string, yaml: string, etag: string | null): Promise<ReadTemplate> => {
      const headers: Readonly<Record<string, string>> = etag === null ? { 'if-none-match': '*' } : { 'if-match': etag };
      const stored = await request<JsonObject>(api.template(place, name), { method: 'PUT', yaml, headers });
      const read = { document: stored.body, etag: stored.etag };
      client.setQueryData(['template', place, name], read);
      await renew();
      return read;
    },
    remove: async (name: string, etag: string | null): Promise<void> => {
      await request(api.template(place, name), {
        method: 'DELETE',
        ...(etag !== null && { headers: { 'if-match': etag } }),
      });
      await renew();
    },
  };
}
