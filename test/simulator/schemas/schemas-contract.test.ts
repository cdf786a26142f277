import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isJsonObject, type Json } from '../../../src/core/json.ts';
import { realClusterKubeconfig } from '../../support/real-cluster.ts';
import { openTwoServers, type TwoServers } from '../support/two-servers.ts';
import { OURS } from './contract/our-kinds.ts';
import { ROWS } from './contract/rows.ts';
import { SAMPLES, SAMPLES_PATH, sample } from './contract/samples.ts';
import { SPECS } from './contract/specs.ts';
import { STORIES } from './contract/stories.ts';

const kubeconfig = realClusterKubeconfig('the contract of kinds from CustomResourceDefinitions with a real API server');

describe.skipIf(kubeconfig === undefined)(
  'kinds of CustomResourceDefinitions are served as a real API server serves them',
  () => {
    let servers: TwoServers;
    beforeAll(async () => {
      servers = await openTwoServers(kubeconfig ?? '', SAMPLES);
    });
    afterAll(() => servers.close());

    it.each(SPECS)('at creation: $title', async ({ spec }) => {
      const calls = (['Strict', 'Warn', 'Ignore'] as const).map((fieldValidation) => {
        const query = { dryRun: 'All', fieldValidation };
        return [`POST ${SAMPLES_PATH}`, sample('a', spec), query] as const;
      });
      expect(servers.embedded(calls)).toEqual(await servers.real(calls));
    });

    it.each(STORIES)('$title', async ({ calls }) => {
      expect(servers.embedded(calls)).toEqual(await servers.real(calls));
    });

    it('tables have the columns of the definition', async () => {
      await servers.real(ROWS.map((row) => [`POST ${SAMPLES_PATH}`, row] as const));
      const { columnDefinitions, rows } = await servers.realTable(SAMPLES_PATH);
      const columns = servers.kindNamed('sample')?.columns ?? [];
      const definitions = columns.map(({ name, type, format = '', description, priority }) => ({
        name,
        type,
        format,
        description,
        priority,
      }));
      expect(definitions).toEqual(columnDefinitions);
      const cells = ROWS.map((row) => columns.map(({ cell }) => cell(row, Date.now())));
      const names = ROWS.map(({ metadata }) => isJsonObject(metadata) && metadata['name']);
      expect(cells).toEqual(names.map((name) => cellsOf(rows).find(([first]) => first === name)));
    });

    it('a definition says that its names are accepted and that it is established', async () => {
      const call = ['GET /apis/apiextensions.k8s.io/v1/customresourcedefinitions/samples.NS.test'] as const;
      const statuses = [servers.embedded([call]), await servers.real([call])].map(([answer = null]) =>
        statusIn(answer),
      );
      expect(statuses[0]).toEqual(statuses[1]);
      const owners = [servers.embedded([call]), await servers.real([call])].map(([answer = null]) => ownersIn(answer));
      expect(owners[0]).toEqual(owners[1]);
      expect(owners[0]).toMatchObject([{}, { manager: 'kube-apiserver', subresource: 'status' }]);
      expect(statuses[0]).toMatchObject({ storedVersions: ['v1'] });
    });

    it.each(OURS)('$path: $title', async ({ path, body }: { path: string; title: string; body: Json }) => {
      const calls = [[`POST ${path}`, body, { dryRun: 'All', fieldValidation: 'Strict' }] as const];
      expect(servers.embedded(calls)).toEqual(await servers.real(calls));
    });
  },
);

function statusIn(answer: Json): Json {
  const { body = null } = isJsonObject(answer) ? answer : {};
  return isJsonObject(body) ? (body['status'] ?? null) : null;
}

function ownersIn(answer: Json): Json {
  return isJsonObject(answer) ? (answer['owners'] ?? null) : null;
}

function cellsOf(rows: Json | undefined): readonly (readonly Json[])[] {
  const list = Array.isArray(rows) ? rows.filter(isJsonObject) : [];
  return list.map(({ cells }) => (Array.isArray(cells) ? cells : []));
}
