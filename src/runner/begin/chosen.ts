import type { Document, RunDocument, TemplateDocument } from '../../resources/document.ts';
import type { TemplateRef } from '../../resources/schema/rules.ts';

/** The documents that a run is made from: templates, or one AnalysisRun as it is. */
export type Chosen =
  | { readonly kind: 'templates'; readonly templates: readonly [TemplateDocument, ...TemplateDocument[]] }
  | { readonly kind: 'run'; readonly run: RunDocument };

/** The document that names the run. */
export function firstOf(chosen: Chosen): Document {
  return chosen.kind === 'run' ? chosen.run : chosen.templates[0];
}

/** Names of the documents, in their order. */
export function sourceOf(chosen: Chosen): readonly string[] {
  return chosen.kind === 'run' ? [chosen.run.name] : chosen.templates.map(({ name }) => name);
}

/** The name of the run. An AnalysisRun has its own; a run of templates is named after the first, with an ending from its `uid`. */
export function nameFor(chosen: Chosen, uid: string): string {
  const { name } = firstOf(chosen);
  if (chosen.kind === 'run' && !name.endsWith('-')) return name;
  return `${name.replace(/-$/, '')}-${uid.slice(0, 5)}`;
}

/** The reference by which a template refers to another. */
export function refTo({ kind, name }: TemplateDocument): TemplateRef {
  return { templateName: name, ...(kind === 'ClusterAnalysisTemplate' && { clusterScope: true }) };
}
