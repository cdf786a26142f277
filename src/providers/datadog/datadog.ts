import { Fault } from '../../core/fault.ts';
import type { Reading } from '../../core/reading.ts';
import { readAnswer } from '../answer-fields.ts';
import { BrokenOff, type Http, type HttpAnswer, type HttpRequest } from '../http/http.ts';
import type { Provider } from '../provider.ts';
import { readAnswerV1 } from './datadog-answer-v1.ts';
import { readAnswerV2 } from './datadog-answer-v2.ts';
import { type DatadogConfig, parseDatadogConfig } from './datadog-config.ts';
import { datadogRequest } from './datadog-request.ts';

/** Datadog's metric queries, v1 and v2. @see providers.md §4 */
export const datadog: Provider<DatadogConfig> = {
  kind: 'datadog',
  type: 'Datadog',
  parse: parseDatadogConfig,
  async measure(config, { http, now, signal }) {
    const request = await datadogRequest(config, now);
    const answer = await ask(http, { ...request, signal });
    return readingOf(answer, config.apiVersion === 'v1' ? readAnswerV1 : readAnswerV2);
  },
};

async function ask(http: Http, request: HttpRequest): Promise<HttpAnswer> {
  try {
    return await http.send(request);
  } catch (thrown) {
    const isCutShort = thrown instanceof Fault && thrown.cause instanceof BrokenOff;
    if (!isCutShort) throw thrown;
    throw new Fault(thrown.code, `Received no bytes in response: ${thrown.message}`, {}, { cause: thrown.cause });
  }
}

function readingOf({ status, body }: HttpAnswer, read: typeof readAnswerV1): Reading {
  if (status === 401 || status === 403) {
    throw invalid(`received authentication error response code: ${status} ${body}`);
  }
  // Upstream's words; it takes no other 2xx than this one.
  if (status !== 200) throw invalid(`received non 2xx response code: ${status} ${body}`);
  return readAnswer(body, 'Could not parse JSON body: ', read);
}

function invalid(text: string): Fault {
  return new Fault('PROVIDER_ANSWER_INVALID', text);
}
