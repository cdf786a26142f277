import { isJsonObject, type Json, type JsonObject } from '../../../../src/core/json.ts';
import { listIn, objectIn, textIn } from '../../../../src/core/json-members.ts';
import { referred } from './made-from-schema.ts';

/** One operation of an OpenAPI document. */
export interface Operation {
  /** `POST` */
  readonly method: string;
  /** With `{name}` for its parameters. */
  readonly path: string;
  readonly parameters: readonly Parameter[];
  /** Schema of its JSON body; absent when it takes none. */
  readonly body?: Json;
  readonly isBodyNeeded: boolean;
  /** What it may answer, by status. */
  readonly responses: ReadonlyMap<number, Response>;
}

export interface Parameter {
  readonly in: string;
  readonly name: string;
  readonly schema: Json;
  readonly isNeeded: boolean;
}

/** Schemas by media type; empty for an answer without a body. */
type Response = ReadonlyMap<string, Json>;

const METHODS = ['get', 'put', 'post', 'delete'];

export function operationsOf(document: JsonObject): readonly Operation[] {
  return Object.entries(objectIn(document, 'paths')).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = objectIn(item, method);
      return Object.keys(operation).length === 0 ? [] : [operationOf(method, path, operation, document)];
    }),
  );
}

function operationOf(method: string, path: string, operation: JsonObject, document: JsonObject): Operation {
  const requestBody = objectIn(operation, 'requestBody');
  const json = objectIn(objectIn(requestBody, 'content'), 'application/json');
  return {
    method: method.toUpperCase(),
    path,
    parameters: listIn(operation, 'parameters').map((parameter) => ({
      in: textIn(parameter, 'in'),
      name: textIn(parameter, 'name'),
      schema: objectIn(parameter, 'schema'),
      isNeeded: parameter['required'] === true,
    })),
    ...('schema' in json && { body: json['schema'] }),
    isBodyNeeded: requestBody['required'] === true,
    responses: new Map(
      Object.entries(objectIn(operation, 'responses')).map(([status, response]) => [
        Number(status),
        responseOf(response, document),
      ]),
    ),
  };
}

function responseOf(response: Json, document: JsonObject): Response {
  const $ref = textIn(response, '$ref');
  const content = objectIn($ref === '' ? response : referred($ref, document), 'content');
  return new Map(
    Object.entries(content).map(([type, media]) => [type, isJsonObject(media) ? (media['schema'] ?? true) : true]),
  );
}
