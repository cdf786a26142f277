import type { JsonObject } from '../../core/json.ts';
import { objectIn, wordsIn } from '../../core/json-members.ts';
import type { CustomResource, Subresources } from '../../resources/schema/custom-resources.ts';
import { API_VERSION } from '../../resources/schema/document.ts';
import { structural } from './structural.ts';

const [GROUP = '', VERSION = ''] = API_VERSION.split('/');

/** The CustomResourceDefinition of a kind, made of the schema that documents are checked with. */
export function crdOf(resource: CustomResource): JsonObject {
  const { kind, plural, shortNames, scope, columns, subresources } = resource;
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${GROUP}` },
    spec: {
      group: GROUP,
      names: { kind, listKind: `${kind}List`, plural, singular: kind.toLowerCase(), shortNames },
      scope,
      versions: [
        {
          name: VERSION,
          served: true,
          storage: true,
          additionalPrinterColumns: columns.map((column) => ({ ...column })),
          ...subresourcesOf(subresources),
          schema: { openAPIV3Schema: rootOf(resource) },
        },
      ],
    },
  };
}

function subresourcesOf({ status, scale }: Subresources): JsonObject {
  if (status === undefined && scale === undefined) return {};
  return { subresources: { ...(status && { status: {} }), ...(scale && { scale: { ...scale } }) } };
}

/** The whole object; what every object has is the API server's own business. */
function rootOf({ schema }: CustomResource): JsonObject {
  const root = structural(schema);
  const own = Object.entries(objectIn(root, 'properties')).filter(([name]) => !COMMON.has(name));
  return {
    ...root,
    properties: {
      apiVersion: { type: 'string' },
      kind: { type: 'string' },
      metadata: { type: 'object' },
      ...Object.fromEntries(own),
    },
    required: wordsIn(root, 'required').filter((name) => !COMMON.has(name)),
  };
}

const COMMON: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata']);
