import { type Case, CONFIG_MAPS, THINGS, thing } from './case.ts';

/** What paths and methods name. */
export const ROUTES: readonly Case[] = [
  {
    title: 'knows which methods a collection has',
    steps: [
      [`PUT ${CONFIG_MAPS}`, {}],
      [`PATCH ${CONFIG_MAPS}`, {}],
      ['POST /api/v1/configmaps', { metadata: { name: 'everywhere' } }],
      ['POST /apis/NS.test/v1/things', thing('everywhere')],
      ['DELETE /apis/NS.test/v1/things'],
    ],
  },
  {
    title: 'knows which methods an object has',
    steps: [[`POST ${CONFIG_MAPS}/some`, {}], [`POST ${THINGS}/some/status`, {}], [`DELETE ${THINGS}/some/status`]],
  },
  {
    title: 'does not know other resources, parts and places',
    steps: [
      ['GET /api/v1/foos'],
      ['GET /api/v1/namespaces/NS/foos/some'],
      [`GET ${CONFIG_MAPS}/some/status`],
      [`GET ${CONFIG_MAPS}/some/scale`],
      ['GET /api/v1/configmaps/some'],
      ['GET /api/v1/namespaces/NS/nodes'],
      ['GET /apis/NS.test/v1/namespaces/NS/things/some/other'],
    ],
  },
  {
    title: 'says what is not there',
    steps: [
      [`GET ${CONFIG_MAPS}/missing`],
      [`GET ${THINGS}/missing`],
      [`GET ${THINGS}/missing/status`],
      [`GET ${THINGS}/missing/scale`],
      [`DELETE ${THINGS}/missing`],
      [`DELETE ${CONFIG_MAPS}/missing`],
      ['GET /api/v1/namespaces/missing'],
      ['GET /api/v1/nodes/missing'],
    ],
  },
];
