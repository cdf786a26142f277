import { CONFIG_MAPS, MERGE, type Step, THINGS, thing } from './case.ts';

/** A watch, and what is written before and after it is taken. */
export interface WatchCase {
  readonly title: string;
  readonly during: readonly Step[];
  readonly watch: Step;
  readonly after?: readonly Step[];
  /** Number of events; none for a refusal. */
  readonly count: number;
}

const labelled = (name: string, labels: Readonly<Record<string, string>>): Step => [
  `POST ${CONFIG_MAPS}`,
  { metadata: { name, labels } },
];

export const WATCHES: readonly WatchCase[] = [
  {
    title: 'tells what is there and every change',
    during: [labelled('watch-1', { in: 'watch-1' })],
    watch: [`GET ${CONFIG_MAPS}`, undefined, { watch: 'true', labelSelector: 'in=watch-1' }],
    after: [
      labelled('watch-2', { in: 'watch-1' }),
      [`PATCH ${CONFIG_MAPS}/watch-2`, { data: { x: '1' } }, {}, MERGE],
      [`PATCH ${CONFIG_MAPS}/watch-2`, { data: { x: '1' } }, {}, MERGE],
      [`DELETE ${CONFIG_MAPS}/watch-1`],
    ],
    count: 4,
  },
  {
    title: 'tells what labels select no more as gone',
    during: [labelled('leaves', { in: 'leaves' })],
    watch: [`GET ${CONFIG_MAPS}`, undefined, { watch: '1', labelSelector: 'in=leaves' }],
    after: [
      [`PATCH ${CONFIG_MAPS}/leaves`, { metadata: { labels: { in: 'other' } }, data: { x: '1' } }, {}, MERGE],
      [`PATCH ${CONFIG_MAPS}/leaves`, { data: { x: '2' } }, {}, MERGE],
      [`PATCH ${CONFIG_MAPS}/leaves`, { metadata: { labels: { in: 'leaves' } } }, {}, MERGE],
    ],
    count: 3,
  },
  {
    title: 'goes on from a version',
    during: [
      labelled('from', { in: 'from' }),
      [`PATCH ${CONFIG_MAPS}/from`, { data: { x: '1' } }, {}, MERGE],
      [`DELETE ${CONFIG_MAPS}/from`],
    ],
    watch: [
      `GET ${CONFIG_MAPS}`,
      undefined,
      { watch: 'true', labelSelector: 'in=from', resourceVersion: '$1.metadata.resourceVersion' },
    ],
    after: [labelled('from', { in: 'from' })],
    count: 3,
  },
  {
    title: 'tells the end of custom objects that waited for finalizers',
    during: [
      [
        `POST ${THINGS}`,
        { ...(thing('x') as object), metadata: { name: 'watched', finalizers: ['a.b/c'], labels: { in: 'end' } } },
      ],
    ],
    watch: [`GET ${THINGS}`, undefined, { watch: 'true', fieldSelector: 'metadata.name=watched' }],
    after: [
      [`DELETE ${THINGS}/watched`],
      [`PATCH ${THINGS}/watched/status`, { status: { phase: 'Ending' } }, {}, MERGE],
      [`PATCH ${THINGS}/watched`, { metadata: { finalizers: null } }, {}, MERGE],
    ],
    count: 4,
  },
  {
    title: 'says when all that was there has been told',
    during: [labelled('initial', { in: 'initial' })],
    watch: [
      `GET ${CONFIG_MAPS}`,
      undefined,
      {
        watch: 'true',
        labelSelector: 'in=initial',
        sendInitialEvents: 'true',
        allowWatchBookmarks: 'true',
        resourceVersionMatch: 'NotOlderThan',
      },
    ],
    count: 2,
  },
  {
    title: 'refuses to watch from what is no version',
    during: [],
    watch: [`GET ${CONFIG_MAPS}`, undefined, { watch: 'true', resourceVersion: 'abc' }],
    count: 0,
  },
  {
    title: 'refuses options of watches that do not go together',
    during: [],
    watch: [`GET ${CONFIG_MAPS}`, undefined, { watch: 'true', sendInitialEvents: 'true' }],
    count: 0,
  },
  {
    title: 'refuses a match that is none for watches',
    during: [],
    watch: [`GET ${CONFIG_MAPS}`, undefined, { watch: 'true', resourceVersionMatch: 'Exact' }],
    count: 0,
  },
  {
    title: 'refuses to watch what fields cannot select',
    during: [],
    watch: [`GET ${THINGS}`, undefined, { watch: 'true', fieldSelector: 'spec.size=1' }],
    count: 0,
  },
];
