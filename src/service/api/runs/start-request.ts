import { Fault } from '../../../core/fault.ts';
import { listIn } from '../../../core/json-members.ts';
import type { StartRequest } from '../../runs/runs.ts';
import type { CallbackWish } from '../../store/rows.ts';
import { refused } from '../check/refused.ts';
import { ofTemplate } from '../problem/problem-of.ts';
import type { StartRunBody } from '../schema/run.ts';

/**
 * What a caller wishes, from a body that fits its schema.
 *
 * @throws Fault REQUEST_INVALID unless it names one template or holds one
 */
export function startRequestOf({
  template,
  templateRef,
  args = {},
  labels = {},
  callback,
  timeout,
}: StartRunBody): StartRequest {
  return {
    template: templateOf(template, templateRef),
    args,
    labels,
    ...(callback && { callback: callbackOf(callback) }),
    ...(timeout !== undefined && { timeout }),
    mayBeEndless: true,
  };
}

function templateOf(document: StartRunBody['template'], ref: StartRunBody['templateRef']): StartRequest['template'] {
  if (document !== undefined && ref === undefined) return { kind: 'given', document };
  if (ref !== undefined && document === undefined) {
    return { kind: 'stored', name: ref.name, clusterScope: ref.clusterScope ?? false };
  }
  const expected = 'either "template" or "templateRef"';
  const found = ref === undefined ? 'neither' : 'both';
  throw refused('body', [{ pointer: '', detail: `expected ${expected}, found ${found}`, expected, found }]);
}

function callbackOf({ url, on = ['verdict', 'breach'] }: NonNullable<StartRunBody['callback']>): CallbackWish {
  return { url, on };
}

/** The Fault of a start, with the problems of a template that came with the request told at their places in the body. */
export function atBody(thrown: unknown, { template }: Pick<StartRequest, 'template'>): unknown {
  if (!(thrown instanceof Fault) || template.kind === 'stored') return thrown;
  const problems = listIn(thrown.details, 'problems')
    .map(ofTemplate)
    .map((problem) => ({ ...problem, in: 'body', pointer: `/template${problem.pointer}` }));
  return problems.length === 0
    ? thrown
    : new Fault(thrown.code, thrown.message, { ...thrown.details, problems }, { cause: thrown });
}
