import type { TemplateSpec } from '../../src/resources/schema/template-spec.ts';
import type { Templates } from '../../src/template/collect.ts';

/** A template as lines of ground truth have it. */
export interface WrittenTemplate {
  readonly name: string;
  readonly clusterScope?: boolean;
  readonly spec: TemplateSpec;
}

/** The templates of a line, by scope and name. */
export function shelve(templates: readonly WrittenTemplate[]): Templates {
  const shelf = (isCluster: boolean) =>
    new Map(
      templates
        .filter(({ clusterScope }) => (clusterScope ?? false) === isCluster)
        .map(({ name, spec }) => [name, spec] as const),
    );
  return { namespaced: shelf(false), cluster: shelf(true) };
}
