import { FAULTS, type Fault, type FaultKind } from '../../../core/fault.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../core/json.ts';
import { textIn } from '../../../core/json-members.ts';
import type { ProblemBody, ProblemItem } from '../schema/problem.ts';
import { pointerOf } from '../templates/problem-item.ts';

/** Media type of RFC 9457. */
export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

/** The body that tells of a Fault. @param requestId as it stands in the log */
export function problemOf({ code, message, details }: Fault, requestId: string): ProblemBody {
  const { status, retryable, help }: FaultKind = FAULTS[code];
  const problems = problemsIn(details['problems']);
  return {
    type: `/api/errors#${code}`,
    title: help,
    status,
    detail: message,
    instance: `urn:uuid:${requestId}`,
    code,
    retryable,
    ...(problems.length > 0 && { problems: [...problems] }),
  };
}

/** Headers that go with a Fault. */
export function headersOf({ code, details }: Fault): Readonly<Record<string, string>> {
  const { status, retryable }: FaultKind = FAULTS[code];
  const after = details['retryAfterSeconds'];
  return {
    ...(status === 401 && { 'www-authenticate': 'Bearer realm="verdict"' }),
    ...(retryable &&
      (status === 429 || status === 503) && { 'retry-after': typeof after === 'number' ? `${Math.ceil(after)}` : '1' }),
  };
}

function problemsIn(json: Json | undefined): readonly ProblemItem[] {
  // Written by `refused`, `readTemplate` or, for a stored template, by `runs`.
  return Array.isArray(json)
    ? json.filter(isJsonObject).map((one) => ('path' in one ? ofTemplate(one) : (one as ProblemItem)))
    : [];
}

/** A problem of a template as `runs` tells it: field path, sentence, severity. */
export function ofTemplate(problem: JsonObject): ProblemItem {
  const [path, sentence] = [textIn(problem, 'path'), textIn(problem, 'sentence')];
  return {
    in: 'template',
    pointer: pointerOf(path),
    detail: path === '' ? sentence : `${path}: ${sentence}`,
    severity: textIn(problem, 'severity') as ProblemItem['severity'],
  };
}
