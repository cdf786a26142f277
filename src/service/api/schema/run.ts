import { type Static, Type } from 'typebox';
import type { JsonObject } from '../../../core/json.ts';
import { fields } from '../../../resources/schema/scalars.ts';
import { CURSOR } from './cursor.ts';
import {
  ArgumentsSchema,
  duration,
  formatted,
  LabelsSchema,
  moment,
  NameSchema,
  NamespaceSchema,
  RunIdSchema,
} from './names.ts';
import { AnalysisTemplateDocument } from './template.ts';

const VERDICTS = ['pass', 'fail', 'undecided', 'error', 'notEvaluated'] as const;

/** The verdict of a run, null while there is none. */
const VerdictSchema = Type.Union([Type.Enum([...VERDICTS], { type: 'string' }), Type.Null()], {
  description: 'Null while the run goes on.',
});

/** Words of the filter `verdict`; `running` stands for null. */
export const VERDICT_WORDS = [...VERDICTS, 'running'] as const;

const object = (description: string) =>
  Type.Unsafe<JsonObject>({ type: 'object', additionalProperties: true, description });
const orNull = <S extends Parameters<typeof Type.Union>[0][number]>(schema: S) => Type.Union([schema, Type.Null()]);

/** What a run and a run of a list have both. */
const COMMON = {
  id: RunIdSchema,
  namespace: NamespaceSchema,
  name: Type.String({ description: 'As `verdict run` names runs.' }),
  labels: LabelsSchema,
  source: Type.Array(Type.String(), { description: 'Names of the templates that it was made of.' }),
  verdict: VerdictSchema,
  phase: Type.String({ description: "Upstream's phase; empty before the first step." }),
  sentence: Type.String({
    description: 'The verdict, or how it stands, in one sentence; empty before the first step.',
  }),
  attempt: Type.Integer({ minimum: 1, description: '1, and one more with each retry.' }),
  isTerminating: Type.Boolean({ description: 'Whether somebody has asked for an early end.' }),
  createdAt: moment('When it was asked for.'),
  startedAt: orNull(moment('When the newest attempt began.')),
  endedAt: orNull(moment('When the newest attempt ended.')),
};

/** A run with its newest attempt. */
export const RunSchema = fields(
  {
    ...COMMON,
    args: Type.Array(fields({ name: Type.String(), value: Type.String() }), {
      description: 'Arguments; those that come from a Secret as `*****`.',
    }),
    timeout: Type.Optional(duration('How long it may take.')),
    spec: object('The AnalysisRun spec as merged from the templates, arguments not filled in.'),
    status: object("Upstream's AnalysisRun status."),
    explanation: orNull(
      object('The verdict with its reasons, as `verdict run --output json` writes them; null before the first step.'),
    ),
  },
  'A run with its newest attempt.',
  { title: 'Run' },
);

/** A run of a list. */
const RunSummarySchema = fields(COMMON, 'A run without what is long.', { title: 'RunSummary' });

export const RunListSchema = fields(
  { items: Type.Array(RunSummarySchema, { description: 'Newest first.' }), cursor: Type.Optional(CURSOR) },
  'A page of runs.',
  { title: 'RunList' },
);

/** Who is to be told. */
const CallbackSchema = fields(
  {
    url: formatted('http-url', {
      description: 'Where a signed POST is sent. It has to pass the egress policy.',
      maxLength: 2048,
      pattern: '^https?://',
      examples: ['https://ci.example.com/hooks/verdict'],
    }),
    on: Type.Optional(
      Type.Array(Type.Enum(['verdict', 'breach'], { type: 'string' }), {
        minItems: 1,
        maxItems: 2,
        uniqueItems: true,
        description: 'What is told: the verdict, or that a run without an end has failed. Both by default.',
      }),
    ),
  },
  'Who is told about the run.',
);

/** Body of a start. */
export const StartRunSchema = fields(
  {
    template: Type.Optional(AnalysisTemplateDocument),
    templateRef: Type.Optional(
      fields(
        {
          name: NameSchema,
          clusterScope: Type.Optional(Type.Boolean({ description: 'Whether it is a ClusterAnalysisTemplate.' })),
        },
        'A stored template, by name. Either this or `template`.',
      ),
    ),
    args: Type.Optional(ArgumentsSchema),
    labels: Type.Optional(LabelsSchema),
    callback: Type.Optional(CallbackSchema),
    timeout: Type.Optional(duration('Ends the run after this time.')),
  },
  'A run as it is asked for.',
  { title: 'StartRun' },
);
export type StartRunBody = Static<typeof StartRunSchema>;
