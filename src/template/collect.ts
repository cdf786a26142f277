import { Fault } from '../core/fault.ts';
import type { TemplateRef } from '../resources/schema/rules.ts';
import type { TemplateSpec } from '../resources/schema/template-spec.ts';

/** The templates that exist, by name. A namespaced and a cluster template with one name are different templates. */
export interface Templates {
  readonly namespaced: ReadonlyMap<string, TemplateSpec>;
  readonly cluster: ReadonlyMap<string, TemplateSpec>;
}

export interface NamedTemplate {
  readonly name: string;
  readonly spec: TemplateSpec;
}

/** Templates that make up a run, each once, in the order in which references lead to them, parent before child. */
export interface Collected {
  readonly namespaced: readonly NamedTemplate[];
  readonly cluster: readonly NamedTemplate[];
}

/** What to say of a reference that leads nowhere. `isNested`: it stands in a template. */
export type Missing = (ref: TemplateRef, isNested: boolean) => Fault;

/**
 * Follows references to templates, and theirs in turn.
 *
 * @throws Fault what `missing` makes; TEMPLATE_INVALID for templates that reach themselves, with the way: `a → b → a`
 *   (the original recurses without end)
 * @see analysis.md §2.1
 */
export function collect(refs: readonly TemplateRef[], templates: Templates, missing: Missing = notFound): Collected {
  const found = { namespaced: new Map<string, TemplateSpec>(), cluster: new Map<string, TemplateSpec>() };
  const follow = (ref: TemplateRef, path: readonly string[]): void => {
    const scope = ref.clusterScope === true ? 'cluster' : 'namespaced';
    const name = ref.clusterScope === true ? `${ref.templateName} (cluster)` : ref.templateName;
    if (path.includes(name)) throw circle([...path.slice(path.indexOf(name)), name]);
    const spec = templates[scope].get(ref.templateName);
    if (spec === undefined) throw missing(ref, path.length > 0);
    // A template that was followed before leads to nothing new.
    if (found[scope].has(ref.templateName)) return;
    found[scope].set(ref.templateName, spec);
    for (const inner of spec.templates ?? []) follow(inner, [...path, name]);
  };
  for (const ref of refs) follow(ref, []);
  return { namespaced: named(found.namespaced), cluster: named(found.cluster) };
}

/** Upstream's words when a run is created. */
function notFound({ templateName, clusterScope }: TemplateRef): Fault {
  const resource = clusterScope === true ? 'clusteranalysistemplate' : 'analysistemplate';
  const message = `${resource}.argoproj.io "${templateName}" not found`;
  return new Fault('TEMPLATE_INVALID', message, { template: templateName });
}

function circle(names: readonly string[]): Fault {
  const path = names.join(' → ');
  return new Fault('TEMPLATE_INVALID', `templates refer to each other in a circle: ${path}`, { path });
}

function named(specs: ReadonlyMap<string, TemplateSpec>): readonly NamedTemplate[] {
  return [...specs].map(([name, spec]) => ({ name, spec }));
}
