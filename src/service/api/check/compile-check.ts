import type { FastifySchemaCompiler } from 'fastify';
import type { TSchema } from 'typebox';
import { Fault } from '../../../core/fault.ts';
import type { Json } from '../../../core/json.ts';
import { checkValue } from './check-value.ts';
import { asParameter, type Query, readQuery } from './read-query.ts';
import { refused } from './refused.ts';
import { requestShapeOf } from './request-shape.ts';

/**
 * How each part of a request is checked: a body as it is, without turning anything into anything; the query after it was read as what its
 * schema says; what stands in the path as text. Headers are read by those who use them.
 */
export const compileCheck: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const shape = requestShapeOf(schema);
  switch (httpPart) {
    case 'querystring':
      return (query: Query) => outcome(() => readQuery(query, shape));
    case 'params':
      return (params: Json) => outcome(() => checkedPath(params, shape));
    case 'body':
      return (body: Json) => outcome(() => checkedBody(body, shape));
    default:
      return (value: unknown) => ({ value });
  }
};

function outcome<Value>(read: () => Value): { value: Value } | { error: Fault } {
  try {
    return { value: read() };
  } catch (thrown) {
    if (thrown instanceof Fault) return { error: thrown };
    throw thrown;
  }
}

function checkedPath(params: Json, shape: ReturnType<typeof requestShapeOf>): Json {
  const findings = checkValue(params, shape).map((finding) => ({ ...finding, ...asParameter(finding) }));
  if (findings.length > 0) throw refused('path', findings);
  return params;
}

function checkedBody(body: Json, shape: ReturnType<typeof requestShapeOf>): Json {
  const findings = checkValue(body, shape);
  if (findings.length > 0) throw refused('body', findings);
  return body;
}
