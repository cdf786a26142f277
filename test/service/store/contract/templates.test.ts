import { expect, it } from 'vitest';
import { instantOf } from '../../../../src/core/instant.ts';
import { CLUSTER_SCOPE } from '../../../../src/service/store/rows.ts';
import { eachStore, NOW } from '../../../support/stores.ts';

const LATER = instantOf(NOW + 1500.25);
const DOCUMENT = { kind: 'AnalysisTemplate', spec: { metrics: [{ name: 'error-rate' }] } };
const CHECK = { scope: 'shop', name: 'check', document: DOCUMENT };

eachStore('a template', (given) => {
  it('is stored as it was sent, with a version and its times', async () => {
    const { templates } = given().store;
    const template = { ...CHECK, version: 1, createdAt: NOW, updatedAt: NOW };
    expect(await templates.put(CHECK, { kind: 'any' }, NOW)).toEqual({ kind: 'stored', template, isNew: true });
    expect(await templates.get('shop', 'check')).toEqual(template);
    expect(await templates.get('shop', 'chec')).toBeUndefined();
    expect(await templates.get('other', 'check')).toBeUndefined();
  });

  it('has one version more at each change, and keeps when it was made', async () => {
    const { templates } = given().store;
    await templates.put(CHECK, { kind: 'none' }, NOW);
    const changed = { ...CHECK, document: { spec: {} } };
    const template = { ...changed, version: 2, createdAt: NOW, updatedAt: LATER };
    expect(await templates.put(changed, { kind: 'version', version: 1 }, LATER)).toEqual({
      kind: 'stored',
      template,
      isNew: false,
    });
    expect(await templates.get('shop', 'check')).toEqual(template);
  });

  it.each([
    { given: 'something is there and nothing was expected', expected: { kind: 'none' } },
    { given: 'another version was expected', expected: { kind: 'version', version: 2 } },
  ] as const)('is not stored when $given', async ({ expected }) => {
    const { templates } = given().store;
    await templates.put(CHECK, { kind: 'any' }, NOW);
    const changed = { ...CHECK, document: {} };
    expect(await templates.put(changed, expected, LATER)).toEqual({ kind: 'conflict', version: 1 });
    expect(await templates.delete('shop', 'check', { kind: 'version', version: 2 })).toEqual({
      kind: 'conflict',
      version: 1,
    });
    expect((await templates.get('shop', 'check'))?.document).toEqual(DOCUMENT);
  });

  it('is not stored when a version was expected and nothing is there', async () => {
    const { templates } = given().store;
    expect(await templates.put(CHECK, { kind: 'version', version: 1 }, NOW)).toEqual({ kind: 'conflict' });
    expect(await templates.get('shop', 'check')).toBeUndefined();
  });

  it('never gets a version that it had before it was deleted', async () => {
    const { templates } = given().store;
    await templates.put(CHECK, { kind: 'any' }, NOW);
    expect(await templates.delete('shop', 'check', { kind: 'version', version: 1 })).toEqual({ kind: 'deleted' });
    expect(await templates.delete('shop', 'check', { kind: 'any' })).toEqual({ kind: 'missing' });
    expect(await templates.put(CHECK, { kind: 'version', version: 1 }, NOW)).toEqual({ kind: 'conflict' });
    expect(await templates.put(CHECK, { kind: 'none' }, LATER)).toEqual({
      kind: 'stored',
      template: { ...CHECK, version: 2, createdAt: LATER, updatedAt: LATER },
      isNew: true,
    });
  });

  it('is made once by several that make it at the same time', async () => {
    const stores = [given().store, await given().another(), given().store, given().store];
    const puts = await Promise.all(stores.map(({ templates }) => templates.put(CHECK, { kind: 'none' }, NOW)));
    expect(puts.map(({ kind }) => kind).sort()).toEqual(['conflict', 'conflict', 'conflict', 'stored']);
  });

  it('loses no change of several that change it at the same time', async () => {
    const { templates } = given().store;
    const puts = Array.from({ length: 8 }, () => templates.put(CHECK, { kind: 'any' }, NOW));
    const versions = (await Promise.all(puts)).map((put) => (put.kind === 'stored' ? put.template.version : 0));
    expect(versions.sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('is listed with the others of its scope, page by page in the order of their names', async () => {
    const { templates } = given().store;
    for (const name of ['b', 'a-b', 'gone', 'a', 'c']) await templates.put({ ...CHECK, name }, { kind: 'any' }, NOW);
    await templates.put({ ...CHECK, scope: CLUSTER_SCOPE, name: 'z' }, { kind: 'any' }, NOW);
    await templates.delete('shop', 'gone', { kind: 'any' });
    const names = async (page: { after?: string; limit: number }, scope = 'shop'): Promise<readonly string[]> =>
      (await templates.list(scope, page)).map(({ name }) => name);
    expect(await names({ limit: 3 })).toEqual(['a', 'a-b', 'b']);
    expect(await names({ limit: 3, after: 'b' })).toEqual(['c']);
    expect(await names({ limit: 3, after: 'a0' })).toEqual(['b', 'c']);
    expect(await names({ limit: 3 }, CLUSTER_SCOPE)).toEqual(['z']);
    const some = await templates.getAll('shop', ['c', 'z', 'gone', 'a', 'a']);
    expect(some.map(({ name }) => name)).toEqual(['a', 'c']);
    expect(await templates.getAll('shop', [])).toEqual([]);
  });
});
