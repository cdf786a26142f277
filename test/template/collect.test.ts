import { describe, expect, it } from 'vitest';
import type { TemplateSpec } from '../../src/resources/schema/template-spec.ts';
import { collect } from '../../src/template/collect.ts';
import { refs, templates } from './templates.ts';

function names(roots: readonly string[], specs: Readonly<Record<string, TemplateSpec>>) {
  const { namespaced, cluster } = collect(refs(...roots), templates(specs));
  return { namespaced: namespaced.map(({ name }) => name), cluster: cluster.map(({ name }) => name) };
}

describe('the templates of a run', () => {
  it('are followed depth first, parent before child', () => {
    const specs = { root: { templates: refs('a', 'b') }, a: { templates: refs('leaf') }, b: {}, leaf: {} };
    expect(names(['root'], specs)).toEqual({ namespaced: ['root', 'a', 'leaf', 'b'], cluster: [] });
  });

  it('are taken once, however many ways lead to them', () => {
    const specs = { l: { templates: refs('leaf') }, r: { templates: refs('leaf') }, leaf: {} };
    expect(names(['l', 'r', 'leaf', 'l'], specs)).toEqual({ namespaced: ['l', 'leaf', 'r'], cluster: [] });
  });

  it('of the cluster are others than namespaced ones of the same name, and may refer to those', () => {
    const specs = { 'c:k': { templates: refs('k') }, k: {} };
    expect(names(['c:k'], specs)).toEqual({ namespaced: ['k'], cluster: ['k'] });
  });

  it('are found in a time that does not explode with the ways to them', () => {
    const layers = Array.from(
      { length: 40 },
      (_, i) => [`l${i}`, { templates: refs(`l${i + 1}`, `l${i + 1}`) }] as const,
    );
    expect(names(['l0'], { ...Object.fromEntries(layers), l40: {} }).namespaced).toHaveLength(41);
  });
});

describe('a reference that cannot be followed', () => {
  it.each<{ roots: readonly string[]; specs: Readonly<Record<string, TemplateSpec>>; message: string }>([
    { roots: ['x'], specs: {}, message: 'analysistemplate.argoproj.io "x" not found' },
    { roots: ['c:x'], specs: { x: {} }, message: 'clusteranalysistemplate.argoproj.io "x" not found' },
    { roots: ['a'], specs: { a: { templates: refs('b') } }, message: 'analysistemplate.argoproj.io "b" not found' },
    {
      roots: ['a'],
      specs: { a: { templates: refs('a') } },
      message: 'templates refer to each other in a circle: a → a',
    },
    {
      roots: ['start'],
      specs: { start: { templates: refs('a') }, a: { templates: refs('c:a') }, 'c:a': { templates: refs('a') } },
      message: 'templates refer to each other in a circle: a → a (cluster) → a',
    },
  ])('is refused: $message', ({ roots, specs, message }) => {
    expect(() => names(roots, specs)).toThrow(expect.objectContaining({ code: 'TEMPLATE_INVALID', message }));
  });
});
