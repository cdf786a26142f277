import { type SeenRequest, type ServerAnswer, startServer, type TestServer } from '../../../support/http-server.ts';

/** A backend that tells everybody what it was told, in answers, in errors and in redirects; and a receiver of callbacks. */
export interface EchoBackend extends TestServer {
  /** What the receiver was sent, headers and body. */
  readonly callbacks: readonly string[];
  /** Resolves with the first of them. */
  readonly calledBack: Promise<void>;
}

export interface EchoOptions {
  /** What the token server gives out. */
  readonly accessToken: string;
}

export async function startEchoBackend({ accessToken }: EchoOptions): Promise<EchoBackend> {
  const callbacks: string[] = [];
  const first = Promise.withResolvers<void>();
  const server = await startServer((request) => {
    const { path, query, headers, body } = request;
    const told = `${JSON.stringify(headers)} ${body}`;
    switch (path) {
      case '/redirect':
        return { status: 302, headers: { location: `/landing?${query}` } };
      case '/landing':
        return { status: 302, headers: { location: `http://127.0.0.1:1/gone?${query}` } };
      case '/token':
        return { body: { access_token: accessToken, token_type: 'Bearer' } };
      case '/no-token':
        return { status: 400, headers: { 'content-type': 'text/plain' }, body: told };
      case '/text':
        return { body: `no JSON: ${told}` };
      case '/callback':
        callbacks.push(told);
        first.resolve();
        return callbacks.length === 1 ? { status: 500, body: told } : {};
      default:
        return answerOf(request, told);
    }
  });
  return { ...server, callbacks, calledBack: first.promise };
}

/** The words of the backends whose API is called, with what they were told in them. */
function answerOf({ path, headers, body }: SeenRequest, told: string): ServerAnswer {
  if (path.endsWith('/api/v1/query') && headers['dd-api-key'] === undefined) {
    return { status: 400, body: { status: 'error', errorType: 'bad_data', error: told } };
  }
  if (path.startsWith('/api/v')) return { status: 403, body: told };
  if (path === '/graphql') return { body: { errors: [{ message: told }] } };
  return { body: { headers, body } };
}
