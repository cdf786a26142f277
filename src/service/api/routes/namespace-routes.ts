import { Type } from 'typebox';
import { Fault } from '../../../core/fault.ts';
import { fields } from '../../../resources/schema/scalars.ts';
import type { Identity } from '../../access/access.ts';
import type { Api, ApiParts } from '../api-parts.ts';
import { answers } from '../openapi/answers.ts';
import { NamespaceSchema } from '../schema/names.ts';

const NamespaceListSchema = fields(
  { items: Type.Array(fields({ name: NamespaceSchema }), { description: 'In the order of their names.' }) },
  'Namespaces in which something is.',
  { title: 'NamespaceList' },
);

/** Which namespaces there are, as far as whoever asks may see them. */
export function namespaceRoutes(api: Api, { store, access }: ApiParts): void {
  api.route({
    method: 'GET',
    url: '/namespaces',
    config: { role: 'anyone' },
    schema: {
      tags: ['namespaces'],
      operationId: 'listNamespaces',
      summary: 'List namespaces',
      description: 'Those in which something is, and which the caller may see.',
      response: answers({ 200: { description: 'The namespaces.', schema: NamespaceListSchema } }),
    },
    handler: async (request) => {
      const names = await store.runs.namespaces();
      return { items: names.filter((name) => maySee(request.identity, name)).map((name) => ({ name })) };
    },
  });

  function maySee(identity: Identity, namespace: string): boolean {
    try {
      access.demand(identity, namespace, 'viewer');
      return true;
    } catch (thrown) {
      if (thrown instanceof Fault) return false;
      throw thrown;
    }
  }
}
