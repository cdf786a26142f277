import { QueryCache, QueryClient, QueryClientProvider, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactElement, type ReactNode, use, useState } from 'react';
import { api } from '../api/places.ts';
import { Problem, Unreachable } from '../api/problem.ts';
import { type Ask, createRequest, type Request } from '../api/request.ts';
import type { Session } from '../api/session.ts';

const SESSION = ['session'];
const MOST_TRIES = 2;
const RETRY_MS = 400;

const RequestContext = createContext<Request | undefined>(undefined);

/** Gives all below it the service to ask, and what was asked already. */
export function ServiceProvider({ children }: { readonly children: ReactNode }): ReactElement {
  const [{ client, request }] = useState(createService);
  return (
    <QueryClientProvider client={client}>
      <RequestContext value={request}>{children}</RequestContext>
    </QueryClientProvider>
  );
}

function createService(): { readonly client: QueryClient; readonly request: Request } {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: (error) => forgetSession(client, error) }),
    defaultOptions: {
      queries: { retry: isWorthRetrying, retryDelay: RETRY_MS, staleTime: 5000, refetchOnWindowFocus: true },
    },
  });
  const request = createRequest(() => client.getQueryData<Session>(SESSION)?.csrf);
  return { client, request };
}

/** Whoever is not let in any more is asked to sign in: the page looks at the session again. */
function forgetSession(client: QueryClient, error: Error): void {
  if (error instanceof Problem && error.status === 401) void client.invalidateQueries({ queryKey: SESSION });
}

function isWorthRetrying(count: number, error: Error): boolean {
  if (error instanceof Problem) return error.status >= 500 && count < MOST_TRIES;
  return error instanceof Unreachable && count < MOST_TRIES;
}

/** Asks the service for what is not kept, such as a write. A 401 leads to the sign-in page. */
export function useRequest(): Request {
  const request = use(RequestContext);
  const client = useQueryClient();
  if (request === undefined) throw new Error('useRequest outside of ServiceProvider');
  return <C,>(path: string, ask?: Ask) =>
    request<C>(path, ask).catch((error: unknown) => {
      if (error instanceof Error) forgetSession(client, error);
      throw error;
    });
}

/** Who is signed in. */
export function useSession() {
  const request = useRequest();
  return useQuery({
    queryKey: SESSION,
    queryFn: async ({ signal }) => (await request<Session>(api.session, { signal })).body,
    staleTime: 5 * 60_000,
  });
}

/** The session where one is known to be there: below the gate of `app.tsx`. */
export function useKnownSession(): Session {
  const { data } = useSession();
  if (data === undefined) throw new Error('useKnownSession without a session');
  return data;
}

/** Makes the page look at the session again, after signing in or out. What was shown to whoever was there before is forgotten. */
export function useRenewSession(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION[0] });
    await client.invalidateQueries({ queryKey: SESSION });
  };
}
