import type { TSchema } from 'typebox';
import { FAULTS, type FaultCode } from '../../../core/fault.ts';
import { ProblemSchema } from '../schema/problem.ts';

/** A good answer: what it means and, unless it has no body, its schema. */
export interface GoodAnswer {
  readonly description: string;
  readonly schema?: TSchema;
  /** Default `application/json`. */
  readonly mediaType?: string;
  readonly headers?: Readonly<Record<string, TSchema>>;
}

/** What every call may be refused with. */
const ALWAYS: readonly FaultCode[] = [
  'REQUEST_INVALID',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'HEADERS_TOO_LARGE',
  'REQUEST_TIMEOUT',
  'RATE_LIMITED',
  'INTERNAL',
  'STORE_UNAVAILABLE',
  'BUSY',
  'ISSUER_UNREACHABLE',
];

/** What a call with a body may be refused with. */
export const OF_BODIES: readonly FaultCode[] = ['BODY_TOO_LARGE', 'MEDIA_TYPE_UNSUPPORTED'];

/** The `response` of a route: its good answers, and a problem for each status of the codes that it may be refused with. */
export function answers(
  good: Readonly<Record<number, GoodAnswer>>,
  codes: readonly FaultCode[] = [],
): Record<number, TSchema> {
  const described = new Map(Object.entries(good).map(([status, answer]) => [Number(status), goodAnswer(answer)]));
  for (const [status, all] of Map.groupBy(new Set([...ALWAYS, ...codes]), (code) => FAULTS[code].status)) {
    const before = described.get(status);
    // A gate answers with a run or with a problem under one status: their media types tell them apart.
    described.set(status, before === undefined ? problemAnswer(all) : joined(before, problemAnswer(all)));
  }
  return Object.fromEntries([...described].map(([status, answer]) => [status, answer as unknown as TSchema]));
}

/** An answer as fastify takes it. */
interface Described {
  readonly description: string;
  readonly content?: Readonly<Record<string, { readonly schema: TSchema }>>;
  readonly headers?: Readonly<Record<string, TSchema>>;
  readonly type?: 'null';
}

function goodAnswer({ description, schema, mediaType = 'application/json', headers }: GoodAnswer): Described {
  return {
    description,
    ...(schema === undefined ? { type: 'null' } : { content: { [mediaType]: { schema } } }),
    ...(headers && { headers }),
  };
}

function problemAnswer(codes: readonly FaultCode[]): Described {
  const description = codes.map((code) => `\`${code}\`: ${FAULTS[code].help}`).join('\n\n');
  return { description, content: { 'application/problem+json': { schema: ProblemSchema } } };
}

function joined(a: Described, b: Described): Described {
  return { ...a, description: `${a.description}\n\n${b.description}`, content: { ...a.content, ...b.content } };
}
