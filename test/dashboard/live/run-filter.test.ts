import { describe, expect, it } from 'vitest';
import {
  filterFromSearch,
  fits,
  isFiltered,
  narrowed,
  type RunFilter,
  searchOfFilter,
} from '../../../src/dashboard/live/run-filter.ts';
import { aRun } from '../support/a-run.ts';

const BOTH: RunFilter = { verdict: 'fail', labels: ['team=shop', 'commit=4c8'], template: 'success-rate' };

describe('the filter of the list', () => {
  it.each<[filter: RunFilter, search: string]>([
    [{ labels: [] }, ''],
    [{ labels: [], verdict: 'running' }, '?verdict=running'],
    [BOTH, '?verdict=fail&label=team%3Dshop&label=commit%3D4c8&template=success-rate'],
  ])('%j is kept as %s', (filter, search) => {
    expect(searchOfFilter(filter)).toBe(search);
    expect(filterFromSearch(search)).toEqual(filter);
  });

  it('passes over what no filter is', () => {
    expect(filterFromSearch('?verdict=green&label=team&label=a%3Db&label=a%3Db&template=&x=1')).toEqual({
      labels: ['a=b'],
    });
  });

  it.each<[filter: Partial<RunFilter>, then: boolean]>([
    [{}, true],
    [{ verdict: 'running' }, true],
    [{ verdict: 'pass' }, false],
    [{ labels: ['team=shop'] }, true],
    [{ labels: ['team=shop', 'env=prod'] }, false],
    [{ template: 'gate' }, true],
    [{ template: 'gat' }, false],
  ])('%j lets a running run of template gate through: %s', (filter, then) => {
    expect(fits(aRun(), { labels: [], ...filter })).toBe(then);
  });

  it.each<[more: Partial<RunFilter>, then: Partial<RunFilter>]>([
    [{ labels: ['env=prod'] }, { labels: ['team=shop', 'commit=4c8', 'env=prod'] }],
    [{ labels: ['team=shop'] }, {}],
    [{ template: 'other' }, { template: 'other' }],
  ])('is narrowed by %j', (more, then) => {
    expect(narrowed(BOTH, more)).toEqual({ ...BOTH, ...then });
  });

  it('knows whether it is one', () => {
    expect([isFiltered({ labels: [] }), isFiltered(BOTH)]).toEqual([false, true]);
  });
});
