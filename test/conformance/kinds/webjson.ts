import type { Json, JsonObject } from '../../../src/core/json.ts';
import { formatGoUrl } from '../../../src/providers/http/go-url.ts';
import type { Hop } from '../../../src/providers/http/wire.ts';
import { web } from '../../../src/providers/web/web.ts';
import { scriptedHttp } from '../../support/scripted-http.ts';
import { compareLook, type WantedLook } from '../compare-look.ts';
import { compare, type Kind, type Outcome, PASSED } from '../kind.ts';
import { type Looked, measureOnce } from '../measure-once.ts';

interface Line {
  readonly name: string;
  readonly body: string;
  readonly status?: number;
  readonly jsonPath?: string;
  readonly success?: string;
  readonly failure?: string;
  readonly web?: JsonObject;
  readonly want: WantedLook & {
    /** The original crashes: anything but a crash is right. */
    readonly panic?: string;
    /** The original chooses among these by chance. */
    readonly anyOf?: readonly WantedLook[];
    readonly request?: WantedRequest;
  };
}

interface WantedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** `webjson.jsonl`: one look at any HTTP address, its JSON path and conditions, or the request that it sends. */
export const webJsonKind: Kind = {
  name: 'webjson',
  title: ({ name }: Line) => name,
  async run(line: Line): Promise<Outcome> {
    const { request, panic, anyOf, ...want } = line.want;
    const { http, sent } = scriptedHttp([{ code: line.status ?? 200, body: line.body }]);
    const { success, failure } = line;
    const looked = await measureOnce({ provider: web, config: configOf(line), http, success, failure });
    if (panic !== undefined) return PASSED;
    const outcome = anyOf === undefined ? compareLook(want, looked) : compareAny(anyOf, looked);
    if (outcome.kind !== 'passed' || request === undefined) return outcome;
    return compare(
      { ...request, body: bodyToCompare(request.body, line) },
      sent.map((hop) => sentRequest(hop, line))[0],
    );
  },
};

function configOf({ jsonPath, web }: Line): JsonObject {
  return { url: 'http://metrics.test/', ...(jsonPath === undefined ? {} : { jsonPath }), ...web };
}

function compareAny(wanted: readonly WantedLook[], looked: Looked): Outcome {
  const isOne = wanted.some((want) => compareLook(want, looked).kind === 'passed');
  return isOne ? PASSED : { kind: 'failed', wanted: { anyOf: wanted }, got: looked };
}

function sentRequest(hop: Hop, line: Line): unknown {
  const headers = hop.headers.filter(([name]) => name !== 'User-Agent');
  return {
    method: hop.method,
    url: formatGoUrl(hop.url),
    headers: Object.fromEntries(headers),
    body: bodyToCompare(hop.body, line),
  };
}

/** A body written as JSON is compared as JSON: the original sends it as it stands in the file. */
function bodyToCompare(body: string | undefined, { web }: Line): Json | undefined {
  return body !== undefined && web?.['jsonBody'] !== undefined ? (JSON.parse(body) as Json) : body;
}
