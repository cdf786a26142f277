import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { Fault } from '../../../core/fault.ts';
import type { Api, ApiParts } from '../api-parts.ts';
import { refused } from '../check/refused.ts';
import type { EventHub, Interest } from '../events/event-hub.ts';
import { EventListener, type ListenerWishes } from '../events/event-listener.ts';
import { answers, type GoodAnswer } from '../openapi/answers.ts';
import { EventSchema } from '../schema/event.ts';
import { credentialsOf } from './identify-callers.ts';
import { InNamespace, OneRun } from './path-schema.ts';

const ENTRY_ID = /^\d{1,15}$/;

const SEEN = {
  lastEventId: Type.Optional(
    Type.String({
      pattern: '^[0-9]{1,15}$',
      maxLength: 15,
      description:
        'The id of the last event that was seen; only newer ones are told. 0 for all. Beside the header of that name, which comes first.',
    }),
  ),
};
const AllQuery = Type.Object(SEEN, { additionalProperties: false });
const RunQuery = Type.Object(
  {
    ...SEEN,
    until: Type.Optional(
      Type.Enum(['ended'], { type: 'string', description: 'Ends the stream with the end of the newest attempt.' }),
    ),
  },
  { additionalProperties: false },
);

const HEADERS = Type.Object({
  'Last-Event-ID': Type.Optional(
    Type.String({ description: 'As `lastEventId`; browsers send it when they connect again.' }),
  ),
});

const STREAM: GoodAnswer = {
  description: 'A stream of server-sent events; the data of each is a RunEvent.',
  mediaType: 'text/event-stream',
  schema: EventSchema,
};

/** Streams of what happens to runs. */
export function eventRoutes(api: Api, parts: ApiParts, hub: EventHub): void {
  const counts = new Map<string, number>();
  api.route({
    method: 'GET',
    url: '/namespaces/:namespace/events',
    exposeHeadRoute: false,
    config: { role: 'viewer' },
    schema: {
      tags: ['events'],
      operationId: 'followNamespace',
      summary: 'Follow all runs of a namespace',
      description: 'From now on, or from the event after the last one that was seen.',
      params: InNamespace,
      headers: HEADERS,
      querystring: AllQuery,
      response: answers({ 200: STREAM }),
    },
    handler: async (request, reply) => {
      const { namespace } = request.params;
      return stream({ request, reply, interest: { namespace }, from: seenBy(request, request.query.lastEventId) });
    },
  });
  api.route({
    method: 'GET',
    url: '/namespaces/:namespace/runs/:id/events',
    exposeHeadRoute: false,
    config: { role: 'viewer' },
    schema: {
      tags: ['events'],
      operationId: 'followRun',
      summary: 'Follow a run',
      description: 'From its beginning, or from the event after the last one that was seen.',
      params: OneRun,
      headers: HEADERS,
      querystring: RunQuery,
      response: answers(
        { 200: STREAM, 204: { description: 'It has ended, and there is nothing new: `until=ended` only.' } },
        ['NOT_FOUND'],
      ),
    },
    handler: async (request, reply) => {
      const { namespace, id } = request.params;
      const run = await parts.runs.get(namespace, id);
      if (run === undefined) throw new Fault('NOT_FOUND', `there is no run "${id}" in namespace "${namespace}"`);
      const from = seenBy(request, request.query.lastEventId) ?? 0;
      const interest = { namespace, runId: id };
      if (request.query.until === undefined) return stream({ request, reply, interest, from });
      const isOver = run.stand.verdict !== null && (await parts.store.history.since(from, interest, 1)).length === 0;
      // EventSource does not come again after a 204.
      if (isOver) return reply.code(204).send();
      return stream({ request, reply, interest, from, untilEndOf: run.attempt });
    },
  });

  interface Streaming extends Pick<ListenerWishes, 'untilEndOf'> {
    readonly request: FastifyRequest;
    readonly reply: FastifyReply;
    readonly interest: Interest;
    readonly from?: number | undefined;
  }

  async function stream({ request, reply, interest, from, untilEndOf }: Streaming): Promise<FastifyReply> {
    const { name } = request.identity;
    refuseCrowd(name);
    counts.set(name, (counts.get(name) ?? 0) + 1);
    begin(reply);
    const listener = new EventListener(reply.raw, {
      backlog: parts.limits.streamBacklog,
      mayStay: () => mayStay(request),
      ...(untilEndOf !== undefined && { untilEndOf }),
    });
    listener.onEnd(() => {
      const count = (counts.get(name) ?? 1) - 1;
      if (count > 0) counts.set(name, count);
      else counts.delete(name);
    });
    await hub
      .attach(listener, interest, from)
      .catch((thrown: unknown) => parts.log.warn('events could not be read', { why: String(thrown) }));
    return reply;
  }

  function refuseCrowd(name: string): void {
    const { streams, streamsPerCaller } = parts.limits;
    if (hub.count >= streams)
      throw new Fault('BUSY', `there are ${streams} event streams already, as many as one replica carries`);
    if ((counts.get(name) ?? 0) < streamsPerCaller) return;
    throw new Fault(
      'RATE_LIMITED',
      `${name} follows ${streamsPerCaller} event streams already, as many as one caller may`,
    );
  }

  /** Whether whoever listens still may: a token can be revoked while its stream goes on. */
  async function mayStay(request: FastifyRequest): Promise<boolean> {
    try {
      const identity = await parts.access.recognise(credentialsOf(request));
      const { namespace } = request.params as { readonly namespace: string };
      parts.access.demand(identity, namespace, 'viewer');
      return true;
    } catch (thrown) {
      return !(thrown instanceof Fault) || (thrown.code !== 'UNAUTHENTICATED' && thrown.code !== 'FORBIDDEN');
    }
  }
}

/** @throws Fault REQUEST_INVALID for what is no id of an event */
function seenBy(request: FastifyRequest, parameter: string | undefined): number | undefined {
  const header = request.headers['last-event-id'];
  const text = header === undefined || header === '' ? parameter : String(header);
  if (text === undefined) return undefined;
  if (ENTRY_ID.test(text)) return Number(text);
  const expected = 'the id of an event, a whole number';
  const [where, pointer] =
    text === parameter ? (['query', 'lastEventId'] as const) : (['header', 'Last-Event-ID'] as const);
  throw refused(where, [{ pointer, detail: `${pointer}: expected ${expected}`, expected }]);
}

/** From here on we write to the connection ourselves. */
function begin(reply: FastifyReply): void {
  reply.hijack();
  const headers = Object.entries(reply.getHeaders()).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  reply.raw.writeHead(200, {
    ...Object.fromEntries(headers),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    // Proxies of nginx' kind hold answers back otherwise.
    'x-accel-buffering': 'no',
  });
  // The caller learns at once that the stream is there, and how long to wait before it comes again.
  reply.raw.write('retry: 2000\n\n');
}
