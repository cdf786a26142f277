import type { FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import { Fault } from '../../../core/fault.ts';
import type { StoredRun } from '../../store/rows.ts';
import type { OneRun } from './path-schema.ts';

/** Path of a run. */
export function pathOf({ namespace, id }: Pick<StoredRun, 'namespace' | 'id'>): string {
  return `/api/v1/namespaces/${namespace}/runs/${id}`;
}

/** @throws Fault NOT_FOUND */
export function there(run: StoredRun | undefined, request: FastifyRequest): StoredRun {
  if (run === undefined) throw missing(request);
  return run;
}

/** That there is no such run, or no such attempt of it. */
export function missing({ params }: FastifyRequest, attempt?: number): Fault {
  const { namespace, id } = params as Static<typeof OneRun>;
  const which = attempt === undefined ? `run "${id}"` : `attempt ${attempt} of run "${id}"`;
  return new Fault('NOT_FOUND', `there is no ${which} in namespace "${namespace}"`);
}
