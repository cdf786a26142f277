import type { JsonObject } from '../../../../src/core/json.ts';
import { textIn } from '../../../../src/core/json-members.ts';
import { nameOf } from '../../../../src/kube/metadata.ts';
import { type SeenRequest, type ServerAnswer, startServer, type TestServer } from '../../../support/http-server.ts';

/** Starts an API server that only knows how to read: these objects, and none that is not among them. */
export function startObjectsServer(objects: readonly JsonObject[]): Promise<TestServer> {
  return startServer((request) => answer(request, objects));
}

function answer({ path, query }: SeenRequest, objects: readonly JsonObject[]): ServerAnswer {
  const { plural, namespace, name } = placeOf(path);
  const [, wantedName = name] = /^metadata\.name=(.*)$/.exec(query.get('fieldSelector') ?? '') ?? [];
  const items = objects
    .filter((object) => `${textIn(object, 'kind').toLowerCase()}s` === plural)
    .filter((object) => namespace === '' || nameOf(object).namespace === namespace)
    .filter((object) => wantedName === '' || nameOf(object).name === wantedName)
    .sort((a, b) => compare(sortKey(a), sortKey(b)));
  if (name === '') return { body: { kind: 'List', metadata: { resourceVersion: '1' }, items } };
  if (items[0] !== undefined) return { body: items[0] };
  const message = `${plural} "${name}" not found`;
  return { status: 404, body: { kind: 'Status', status: 'Failure', reason: 'NotFound', code: 404, message } };
}

/** API versions are not told apart: the fixtures are older than the API. */
function placeOf(path: string): { plural: string; namespace: string; name: string } {
  const [, , namespace = '', plural = '', name = ''] =
    /^\/(api\/v1|apis\/[^/]+\/[^/]+)(?:\/namespaces\/([^/]+))?\/([^/]+)(?:\/([^/]+))?$/.exec(path) ?? [];
  return { plural, namespace, name };
}

function sortKey(object: JsonObject): string {
  const { namespace, name } = nameOf(object);
  return `${namespace}\u0000${name}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
