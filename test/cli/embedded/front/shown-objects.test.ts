import { describe, expect, it } from 'vitest';
import { instantOf } from '../../../../src/core/instant.ts';
import type { JsonObject } from '../../../../src/core/json.ts';
import { VirtualClock } from '../../../../src/simulator/virtual-clock.ts';
import { kindOf, scriptedApi } from './scripted-api.ts';
import { served } from './served.ts';

const PODS = kindOf('pods');
const TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json;as=Table;v=v1beta1;g=meta.k8s.io';
const METADATA = 'application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io';
const METADATA_LIST = 'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io';

const METADATA_OF_WEB = { name: 'web', resourceVersion: '7' };
const WEB: JsonObject = { kind: 'Pod', apiVersion: 'v1', metadata: METADATA_OF_WEB, size: 3 };
const LIST: JsonObject = {
  kind: 'PodList',
  apiVersion: 'v1',
  metadata: { resourceVersion: '9', continue: 'more', remainingItemCount: 1, selfLink: '' },
  // Items of a list need not say what they are.
  items: [{ metadata: METADATA_OF_WEB, size: 3 }],
};
const STATUS: JsonObject = { kind: 'Status', apiVersion: 'v1', status: 'Success' };

const COLUMNS = [
  { name: 'Name', type: 'string', format: 'name', description: 'What it is called', priority: 0 },
  { name: 'Age', type: 'string', format: '', description: 'How old', priority: 0 },
  { name: 'Size', type: 'integer', format: '', description: 'How big', priority: 1 },
];
const ALONE = { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: METADATA_OF_WEB };
const CELLS = ['web', '42s', 3];

/** The answer to one request for a body that the API gives. */
async function shown(body: JsonObject, accept: string, query = ''): Promise<JsonObject> {
  const clock = new VirtualClock(instantOf(42_000));
  const { client } = await served(scriptedApi([PODS], { status: 200, body }), { clock });
  const answer = await client.ask(`/api/v1/pods${query}`, { headers: { accept } });
  expect(answer.status).toBe(200);
  return JSON.parse(answer.text);
}

function table(metadata: JsonObject, object: JsonObject | null): JsonObject {
  const rows = [{ cells: CELLS, object }];
  return { kind: 'Table', apiVersion: 'meta.k8s.io/v1', metadata, columnDefinitions: COLUMNS, rows };
}

describe('objects that are asked for in another form', () => {
  it.each<{ given: string; body: JsonObject; accept: string; query?: string; then: JsonObject }>([
    {
      given: 'a list as a table: a row an object, with its metadata',
      body: LIST,
      accept: `${TABLE},application/json`,
      then: table({ resourceVersion: '9', continue: 'more', remainingItemCount: 1 }, ALONE),
    },
    {
      given: 'one object as a table: one row',
      body: WEB,
      accept: TABLE,
      then: table({ resourceVersion: '7' }, ALONE),
    },
    {
      given: 'a table without objects',
      body: LIST,
      accept: TABLE,
      query: '?includeObject=None',
      then: table({ resourceVersion: '9', continue: 'more', remainingItemCount: 1 }, null),
    },
    {
      given: 'a table with whole objects, which say what they are',
      body: LIST,
      accept: TABLE,
      query: '?includeObject=Object',
      then: table({ resourceVersion: '9', continue: 'more', remainingItemCount: 1 }, WEB),
    },
    { given: 'a table, but the answer is no object of the kind', body: STATUS, accept: TABLE, then: STATUS },
    { given: 'metadata of one object', body: WEB, accept: METADATA, then: ALONE },
    {
      given: 'metadata of a list',
      body: LIST,
      accept: METADATA_LIST,
      then: {
        kind: 'PartialObjectMetadataList',
        apiVersion: 'meta.k8s.io/v1',
        metadata: LIST['metadata'] ?? null,
        items: [ALONE],
      },
    },
    { given: 'anything', body: WEB, accept: '*/*', then: WEB },
    {
      given: 'protobuf, or else JSON',
      body: WEB,
      accept: 'application/vnd.kubernetes.protobuf,application/json',
      then: WEB,
    },
    {
      given: 'JSON rather than a table',
      body: WEB,
      accept: `${TABLE.split(',')[0]};q=0.5, application/json`,
      then: WEB,
    },
    {
      given: 'a table of a version that is not there, or JSON',
      body: WEB,
      accept: 'application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json',
      then: WEB,
    },
  ])('given $given', async ({ body, accept, query, then }) => {
    expect(await shown(body, accept, query)).toEqual(then);
  });

  it.each([
    {
      given: 'one',
      body: WEB,
      accept: METADATA_LIST,
      then: 'PartialObjectMetadataList, but the requested object is not a list',
    },
    {
      given: 'a list',
      body: LIST,
      accept: METADATA,
      then: 'PartialObjectMetadata, but the requested object is a list',
    },
  ])('are refused when they are $given and the form is for the other', async ({ body, accept, then }) => {
    const { client } = await served(scriptedApi([PODS], { status: 200, body }));
    const answer = await client.ask('/api/v1/pods', { headers: { accept } });
    expect(answer.body).toMatchObject({ code: 406, reason: 'NotAcceptable', message: `you requested ${then}` });
  });
});
