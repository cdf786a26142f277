import { type Case, CONFIG_MAPS, type Step, THINGS, thing } from './case.ts';

const LABELS = [
  'in=list',
  'in==list,tier',
  'in=list,!tier',
  'in=list,tier!=web',
  'in=list,tier in (web, db)',
  'in=list,tier notin (web)',
  'in=list,rank>1',
  'in=list,rank<2',
  'in=list , tier = web',
  'in=list,tier=',
  'tier in (),in=list',
];

const UNREADABLE_LABELS = [
  'a b',
  'a===b',
  '!',
  'a>b',
  'a in (x',
  'a in x',
  'a//b',
  ',',
  'a=b,',
  'a=b,,c',
  'a=b c',
  '=a',
  'a=x/y',
  'a in (x/y)',
  '(a)',
  'a!b',
];

/** Lists and selectors. */
export const LISTS: readonly Case[] = [
  {
    title: 'lists what labels select',
    steps: [
      ...[{ tier: 'web', rank: '1' }, { tier: 'db', rank: '2' }, { tier: '', rank: 'x' }, {}].map(
        (labels, index): Step => [
          `POST ${CONFIG_MAPS}`,
          { metadata: { name: `list-${index}`, labels: { in: 'list', ...labels } } },
        ],
      ),
      ...LABELS.map((labelSelector): Step => [`GET ${CONFIG_MAPS}`, undefined, { labelSelector }]),
      ['GET /api/v1/configmaps', undefined, { labelSelector: 'in=list' }],
    ],
  },
  {
    title: 'refuses selectors that cannot be read',
    steps: [
      ...UNREADABLE_LABELS.map((labelSelector): Step => [`GET ${CONFIG_MAPS}`, undefined, { labelSelector }]),
      ...['spec.foo=1', 'metadata.name', 'a===', 'metadata.name=a=b'].flatMap((fieldSelector): Step[] => [
        [`GET ${CONFIG_MAPS}`, undefined, { fieldSelector }],
        [`GET ${THINGS}`, undefined, { fieldSelector }],
        ['GET /api/v1/namespaces/NS/pods', undefined, { fieldSelector }],
      ]),
    ],
  },
  {
    title: 'lists what fields select',
    steps: [
      [`POST ${THINGS}`, thing('field-1')],
      [`POST ${THINGS}`, thing('field-2')],
      [`GET ${THINGS}`, undefined, { fieldSelector: 'metadata.name=field-1' }],
      [`GET ${THINGS}`, undefined, { fieldSelector: 'metadata.name==field-2,metadata.namespace=NS' }],
      [`GET ${THINGS}`, undefined, { fieldSelector: 'metadata.name=field-1,metadata.namespace!=NS' }],
    ],
  },
  {
    title: 'lists page by page',
    steps: [
      ...[1, 2, 3].map(
        (index): Step => [
          `POST ${THINGS}`,
          { ...(thing('x') as object), metadata: { name: `page-${index}`, labels: { in: 'page' } } },
        ],
      ),
      [`GET ${THINGS}`, undefined, { labelSelector: 'in=page', limit: '2' }],
      [`DELETE ${THINGS}/page-3`],
      [`GET ${THINGS}`, undefined, { labelSelector: 'in=page', limit: '2', continue: '$4.metadata.continue' }],
      [`GET ${THINGS}`, undefined, { labelSelector: 'in=page', limit: '2' }],
      [`GET ${THINGS}`, undefined, { labelSelector: 'in=page', limit: '0' }],
      [`GET ${THINGS}`, undefined, { limit: 'x' }],
      [`GET ${THINGS}`, undefined, { continue: 'x' }],
      ['GET /api/v1/namespaces/NS/serviceaccounts', undefined, { limit: '1', labelSelector: 'nobody' }],
    ],
  },
  {
    title: 'knows how many are left',
    steps: [
      ...[1, 2, 3].map(
        (index): Step => ['POST /api/v1/namespaces/NS/secrets', { metadata: { name: `left-${index}` } }],
      ),
      ['GET /api/v1/namespaces/NS/secrets', undefined, { limit: '2' }],
      ['GET /api/v1/namespaces/NS/secrets', undefined, { limit: '2', continue: '$4.metadata.continue' }],
      ['GET /api/v1/namespaces/NS/secrets', undefined, { limit: '3' }],
    ],
  },
  {
    title: 'refuses versions that are none or yet to come',
    steps: [
      [`GET ${CONFIG_MAPS}`, undefined, { resourceVersion: 'x' }],
      [`GET ${CONFIG_MAPS}`, undefined, { resourceVersionMatch: 'Exact' }],
      [`GET ${CONFIG_MAPS}`, undefined, { resourceVersion: '999999999' }],
    ],
  },
];
