import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { Clock } from '../../../core/clock.ts';
import type { Api, ApiAnswer, ApiCall } from '../../../simulator/api/call.ts';
import type { ApiKind } from '../../../simulator/api/kind.ts';
import { placeOf } from '../../../simulator/api/place.ts';
import { objectFormOf, type Showing, shown, shownEvent } from './forms/object-form.ts';
import { includedObject } from './forms/table-of.ts';
import { refuse } from './refuse.ts';
import { notServed } from './requests/not-served.ts';
import { mediaTypeOf, parseBody } from './requests/parse-body.ts';
import { isOn, type Target } from './requests/target.ts';
import { streamWatch } from './watch-stream.ts';

/** What answering requests for objects needs. */
export interface ObjectsFront {
  readonly api: Api;
  readonly clock: Clock;
  /** How many events may wait for a slow reader of a watch. */
  readonly mostWaiting: number;
  /** Ends all watches. */
  readonly signal: AbortSignal;
}

/** A request that was let in. */
export interface Asked {
  readonly method: ApiCall['method'];
  readonly target: Target;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
}

/** Answers what is asked of objects: the API's own answer in the form that the client wants; undefined when it is a watch, which goes out by itself. */
export function answerObjects(front: ObjectsFront, asked: Asked, response: ServerResponse): ApiAnswer | undefined {
  const { method, target } = asked;
  const place = placeOf(target.path);
  if (place === undefined) return refuse(404, `there is nothing at ${target.path || '/'}. Served: ${PAGES}`);
  const kinds = front.api.kinds();
  const kind = kinds.find(
    ({ group, version, plural }) => group === place.group && version === place.version && plural === place.plural,
  );
  const refusal = notServed(place, kind, kinds);
  if (refusal !== undefined || kind === undefined) return refusal;
  const showing = showingOf(asked, kind, front.clock);
  if ('status' in showing) return showing;
  const call = callOf(asked);
  if ('status' in call) return call;
  const isWatch = method === 'GET' && isOn(target.query['watch']);
  return isWatch ? watch(front, call, showing, response) : shown(front.api.answer(call), showing);
}

const PAGES = '/api, /apis, /version, /openapi/v3, /healthz, /livez, /readyz';

/** How the client wants objects to be shown, or the refusal. */
function showingOf({ headers, target }: Asked, kind: ApiKind, clock: Clock): Showing | ApiAnswer {
  const form = objectFormOf(headers.accept);
  if (form === undefined) {
    return refuse(406, `only the following media types are accepted: application/json (given: ${headers.accept})`);
  }
  const include = includedObject(target.query['includeObject'] ?? '');
  if (include !== undefined) return { form, kind, include, clock };
  const given = JSON.stringify(target.query['includeObject']);
  const expected = "must be 'Metadata', 'Object', 'None', or empty";
  return refuse(400, `Unable to convert to Table as requested: includeObject: Invalid value: ${given}: ${expected}`);
}

function callOf({ method, target, headers, bytes }: Asked): ApiCall | ApiAnswer {
  const contentType = mediaTypeOf(headers['content-type']);
  const parsed = parseBody(bytes, method, contentType);
  if ('refusal' in parsed) return parsed.refusal;
  const userAgent = headers['user-agent'];
  return {
    method,
    ...target,
    ...(method === 'PATCH' && { contentType }),
    ...(userAgent !== undefined && { userAgent }),
    ...(parsed.body !== undefined && { body: parsed.body }),
  };
}

function watch(front: ObjectsFront, call: ApiCall, showing: Showing, response: ServerResponse): ApiAnswer | undefined {
  const { timeoutSeconds } = call.query;
  if (timeoutSeconds !== undefined && !/^\d+$/.test(timeoutSeconds)) {
    return refuse(400, `strconv.ParseInt: parsing ${JSON.stringify(timeoutSeconds)}: invalid syntax`);
  }
  let isFirst = true;
  return streamWatch(front.api, { ...call, query: { ...call.query, watch: 'true' } }, response, {
    ...front,
    shownAs(event) {
      const told = shownEvent(event, { ...showing, isFirst });
      isFirst = false;
      return told;
    },
  });
}
