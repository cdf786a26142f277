import type { JsonObject } from '../../../../src/core/json.ts';
import type { Call } from '../../support/two-servers.ts';
import { SAMPLES_PATH, sample } from './samples.ts';

const MERGE = 'application/merge-patch+json';

function patch(name: string, body: JsonObject): Call {
  return [`PATCH ${SAMPLES_PATH}/${name}`, body, {}, MERGE];
}

/** Calls one after the other. */
export const STORIES: readonly { readonly title: string; readonly calls: readonly Call[] }[] = [
  {
    title: 'what is fixed cannot be changed, but can be left out and put in',
    calls: [
      [`POST ${SAMPLES_PATH}`, sample('fixed', { fixed: 'a' })],
      patch('fixed', { spec: { fixed: 'b' } }),
      patch('fixed', { spec: { fixed: 'b', whole: 'x' } }),
      patch('fixed', { spec: { fixed: 'b', whole: 0 } }),
      patch('fixed', { spec: { fixed: null } }),
      patch('fixed', { spec: { fixed: 'c' } }),
    ],
  },
  {
    title: 'the status is its own part, and has its own problems',
    calls: [
      [`POST ${SAMPLES_PATH}`, sample('status', { whole: 5 }, { status: { phase: 'new' } })],
      patch('status', { status: { phase: 'more' } }),
      [`PATCH ${SAMPLES_PATH}/status/status`, { status: { phase: 'more' }, spec: { whole: 6 } }, {}, MERGE],
      [`PATCH ${SAMPLES_PATH}/status/status`, { status: { phase: 5 } }, {}, MERGE],
      [`PATCH ${SAMPLES_PATH}/status/status`, { status: { replicas: -1 } }, {}, MERGE],
      [`PATCH ${SAMPLES_PATH}/status/status`, { status: { selector: 5 } }, {}, MERGE],
      [`PATCH ${SAMPLES_PATH}/status/status`, { status: { conditions: [{ type: 'a' }, { type: 'a' }] } }, {}, MERGE],
      [`PATCH ${SAMPLES_PATH}/status/status`, { status: { strange: 1 } }, { fieldValidation: 'Warn' }, MERGE],
      [`GET ${SAMPLES_PATH}/status`],
    ],
  },
  {
    title: 'members that do not fit the metadata are left out or refused',
    calls: [
      { labels: { a: 5 } },
      { labels: [] },
      { labels: null, strange: { a: 1 } },
      { annotations: 'a' },
      { finalizers: 'a' },
      { finalizers: [5] },
      { ownerReferences: [5] },
      { ownerReferences: [{ uid: 5 }] },
      { ownerReferences: [{ apiVersion: 'v1', kind: 'Pod', name: 'a', uid: 'b', strange: 1 }] },
      { ownerReferences: {} },
      { generation: 'a' },
      { creationTimestamp: 5 },
      { creationTimestamp: 'today' },
      { labels: { a: null }, finalizers: [null] },
      { generateName: 5 },
    ].map(
      (metadata): Call => [
        `POST ${SAMPLES_PATH}`,
        { ...sample('metadata', {}), metadata: { name: 'metadata', ...metadata } },
        { dryRun: 'All', fieldValidation: 'Strict' },
      ],
    ),
  },
  {
    title: 'what is put through the scale comes out in the spec',
    calls: [
      [`POST ${SAMPLES_PATH}`, sample('scaled', { replicas: 2 })],
      [`GET ${SAMPLES_PATH}/scaled/scale`],
      [`PATCH ${SAMPLES_PATH}/scaled/scale`, { spec: { replicas: 5 } }, {}, MERGE],
      [`GET ${SAMPLES_PATH}/scaled`],
    ],
  },
];
