import type { RawArgument } from '../../src/resources/schema/argument.ts';
import type { RawMetric } from '../../src/resources/schema/metric.ts';
import type { TemplateSpec } from '../../src/resources/schema/template-spec.ts';
import type { Templates } from '../../src/template/collect.ts';

/** A metric that asks a web address, with this name. */
export function metric(name: string, over: Partial<RawMetric> = {}): RawMetric {
  return { name, provider: { web: { url: 'http://m.test' } }, ...over };
}

/** Templates by name; those of the cluster begin with `c:`. */
export function templates(specs: Readonly<Record<string, TemplateSpec>>): Templates {
  const entries = Object.entries(specs);
  return {
    namespaced: new Map(entries.filter(([name]) => !name.startsWith('c:'))),
    cluster: new Map(entries.filter(([name]) => name.startsWith('c:')).map(([name, spec]) => [name.slice(2), spec])),
  };
}

/** References in the same notation. */
export function refs(...names: readonly string[]) {
  return names.map((name) =>
    name.startsWith('c:') ? { templateName: name.slice(2), clusterScope: true } : { templateName: name },
  );
}

/** Arguments with values. */
export function values(args: Readonly<Record<string, string>>): RawArgument[] {
  return Object.entries(args).map(([name, value]) => ({ name, value }));
}
