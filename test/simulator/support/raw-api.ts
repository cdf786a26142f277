import { type Dispatcher, request } from 'undici';
import type { JsonObject } from '../../../src/core/json.ts';
import { credentialsOf } from '../../../src/kube/credentials.ts';
import { readKubeConfig } from '../../../src/kube/kubeconfig.ts';
import { linesIn } from '../../../src/kube/lines-in.ts';
import type { ApiAnswer, ApiCall, WatchEvent } from '../../../src/simulator/api/call.ts';

/** A real API server, asked and answering in the words of the embedded one. */
export interface RawApi {
  answer(call: ApiCall): Promise<ApiAnswer>;
  /** Resolves with the watch once it is open, or with the refusal. */
  watch(call: ApiCall): Promise<RawWatch | ApiAnswer>;
  close(): Promise<void>;
}

export interface RawWatch {
  /** The next so many events. */
  take(count: number): Promise<readonly WatchEvent[]>;
  stop(): Promise<void>;
}

/** Opens the API server of a kubeconfig. Refusals are answers. */
export function openRawApi(kubeconfig: string): RawApi {
  const config = readKubeConfig({ kubeconfig });
  const server = config.getCurrentCluster()?.server ?? '';
  const credentials = credentialsOf(config);
  const send = async (call: ApiCall): Promise<Dispatcher.ResponseData> => {
    const { headers, dispatcher } = await credentials.current();
    const { contentType = 'application/json', userAgent = 'contract', accept = 'application/json' } = call;
    return request(`${server}${call.path}?${new URLSearchParams(call.query).toString()}`, {
      method: call.method,
      headers: { ...headers, 'content-type': contentType, 'user-agent': userAgent, accept },
      body: call.body === undefined ? null : JSON.stringify(call.body),
      dispatcher,
    });
  };
  return {
    answer: async (call) => answerOf(await send(call)),
    watch: async (call) => {
      const response = await send(call);
      return response.statusCode === 200 ? watchOf(response) : answerOf(response);
    },
    close: () => credentials.close(),
  };
}

async function answerOf({ statusCode, headers, body }: Dispatcher.ResponseData): Promise<ApiAnswer> {
  const told = [headers['warning'] ?? []].flat().join(', ');
  const warnings = [...told.matchAll(/299 - ("(?:[^"\\]|\\.)*")/g)].map(([, text = '']) => String(JSON.parse(text)));
  // An API server answers with JSON objects, but for paths that it knows nothing of at all.
  const text = await body.text();
  const object = (text.startsWith('{') ? JSON.parse(text) : { text }) as JsonObject;
  return { status: statusCode, body: object, ...(warnings.length > 0 && { warnings }) };
}

function watchOf({ body }: Dispatcher.ResponseData): RawWatch {
  const lines = linesIn(body)[Symbol.asyncIterator]();
  return {
    async take(count) {
      const events: WatchEvent[] = [];
      while (events.length < count) {
        const { value, done } = await lines.next();
        if (done === true) break;
        // A line of a watch is an event.
        events.push(JSON.parse(value) as WatchEvent);
      }
      return events;
    },
    stop: async () => {
      body.destroy();
      await Promise.resolve();
    },
  };
}
