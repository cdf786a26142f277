import { type Static, Type } from 'typebox';
import { fields } from '../../../resources/schema/scalars.ts';
import { moment, NamespaceSchema, RunIdSchema } from './names.ts';

export const EVENT_KINDS = ['created', 'started', 'measured', 'terminating', 'ended', 'retried', 'deleted'] as const;

const LookSchema = fields(
  {
    metric: Type.String(),
    phase: Type.String({
      description: "Upstream's phase of the measurement; Running for one that is under way (a Job).",
    }),
    startedAt: moment('When it was begun.'),
    finishedAt: moment('When the answer was there.'),
    value: Type.Optional(
      Type.String({ description: 'As the status shows it; what is long is cut off, as in all texts here.' }),
    ),
    message: Type.Optional(Type.String()),
  },
  'One measurement.',
);

/** The data of an event of the streams. */
export const EventSchema = fields(
  {
    id: Type.Integer({ minimum: 1, description: 'Grows; also the id of the event, for `Last-Event-ID`.' }),
    at: moment('When it happened.'),
    namespace: NamespaceSchema,
    run: RunIdSchema,
    attempt: Type.Integer({ minimum: 1 }),
    number: Type.Optional(
      Type.Integer({
        minimum: 0,
        description: 'Counts what the run did within the attempt; absent for what callers did.',
      }),
    ),
    kind: Type.Enum([...EVENT_KINDS], {
      type: 'string',
      description:
        '`ended` is the last of an attempt; `measured` may come without a look, where only time has changed something.',
    }),
    looks: Type.Optional(Type.Array(LookSchema, { description: 'What was measured; only with `measured`.' })),
    verdict: Type.Union([Type.String(), Type.Null()], { description: 'Of the run after it; null while it goes on.' }),
    phase: Type.String(),
    sentence: Type.String({ description: 'How the run stands, in one sentence.' }),
  },
  'Something that happened to a run.',
  { title: 'RunEvent' },
);
export type EventBody = Static<typeof EventSchema>;
