import { Agent, type Dispatcher } from 'undici';
import { parse } from 'yaml';
import type { ServedApi } from '../../../../src/cli/embedded/front/serve-api.ts';

/** An answer, read to its end. */
export interface Answer {
  readonly status: number;
  readonly headers: Dispatcher.ResponseData['headers'];
  readonly text: string;
  /** The text as JSON. */
  readonly body: { readonly [name: string]: unknown };
}

export interface Question {
  readonly method?: Dispatcher.HttpMethod;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** A client that knows only what the kubeconfig says. */
export interface FrontClient {
  /** @param path  with its query */
  ask(path: string, question?: Question): Promise<Answer>;
  /** An answer that goes on. */
  open(path: string, headers?: Readonly<Record<string, string>>): Promise<Dispatcher.ResponseData>;
  close(): Promise<void>;
}

/** As much of a kubeconfig as a client needs. */
interface Kubeconfig {
  readonly clusters: readonly [{ cluster: { server: string; 'certificate-authority-data': string } }];
  readonly users: readonly [{ user: { token: string } }];
}

/** Opens a client for what is served. */
export function clientOf({ kubeconfig }: ServedApi): FrontClient {
  const config: Kubeconfig = parse(kubeconfig);
  const { server, ...cluster } = config.clusters[0].cluster;
  const ca = Buffer.from(cluster['certificate-authority-data'], 'base64');
  const agent = new Agent({ connect: { ca } });
  const authorization = `Bearer ${config.users[0].user.token}`;
  const request = (path: string, { method = 'GET', headers, body }: Question): Promise<Dispatcher.ResponseData> =>
    agent.request({
      origin: server,
      path,
      method,
      headers: { authorization, ...headers },
      ...(body !== undefined && { body }),
    });
  return {
    async ask(path, question = {}) {
      const { statusCode, headers, body } = await request(path, question);
      const text = await body.text();
      const isJson = String(headers['content-type']).startsWith('application/json');
      return { status: statusCode, headers, text, body: isJson ? JSON.parse(text) : {} };
    },
    open: (path, headers = {}) => request(path, { headers }),
    close: () => agent.destroy(),
  };
}
