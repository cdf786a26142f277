import { Fault } from '../../../core/fault.ts';
import type { JsonObject } from '../../../core/json.ts';
import type { TemplateDocument } from '../../../resources/document.ts';
import type { TemplateRef } from '../../../resources/schema/rules.ts';
import { TEMPLATES_CHARACTERS } from '../../run-limits.ts';
import { CLUSTER_SCOPE } from '../../store/rows.ts';
import type { TemplateStore } from '../../store/store.ts';
import type { StartRequest } from '../runs.ts';
import type { TemplateReader } from './template-reader.ts';

/** More templates than this in one run are a mistake, or an attack. */
const MOST = 100;

/** The template of a run, and all that it refers to as far as they are there; the first names the run. */
export type TemplateSet = readonly [TemplateDocument, ...TemplateDocument[]];

/**
 * Gathers the templates of a run: the one that was given or named, and from the store those that it refers to, and they in turn.
 *
 * @throws Fault NOT_FOUND for the one that was named, INPUT_INVALID for one that cannot be used, TEMPLATE_INVALID for too many
 */
export async function templateSet(
  namespace: string,
  template: StartRequest['template'],
  store: Pick<TemplateStore, 'getAll'>,
  reader: TemplateReader,
): Promise<TemplateSet> {
  const budget = new Budget();
  const stored = (refs: readonly TemplateRef[]) => storedTemplates(namespace, refs, { store, reader, budget });
  const root =
    template.kind === 'given'
      ? await reader.read(namespace, template.document, 'template')
      : await named(template, namespace, stored);
  const found: [TemplateDocument, ...TemplateDocument[]] = [root];
  const asked = new Set([keyOf(refOf(root))]);
  for (let newest: readonly TemplateDocument[] = [root]; newest.length > 0; ) {
    const refs = newest.flatMap(({ spec }) => spec.templates ?? []).filter((ref) => isNew(ref, asked));
    if (asked.size > MOST) throw new Fault('TEMPLATE_INVALID', `the run would be made of more than ${MOST} templates`);
    newest = await stored(refs);
    found.push(...newest);
  }
  return found;
}

type Stored = (refs: readonly TemplateRef[]) => Promise<readonly TemplateDocument[]>;

async function named(
  { name, clusterScope }: { readonly name: string; readonly clusterScope: boolean },
  namespace: string,
  stored: Stored,
): Promise<TemplateDocument> {
  const [found] = await stored([{ templateName: name, clusterScope }]);
  if (found !== undefined) return found;
  const message = clusterScope
    ? `there is no ClusterAnalysisTemplate "${name}"`
    : `there is no AnalysisTemplate "${name}" in namespace "${namespace}"`;
  throw new Fault('NOT_FOUND', message, { template: name });
}

interface Reading {
  readonly store: Pick<TemplateStore, 'getAll'>;
  readonly reader: TemplateReader;
  readonly budget: Budget;
}

/** How much a run may be made of. Looked at before any of it is read. */
class Budget {
  #characters = 0;

  /** @throws Fault TEMPLATE_INVALID */
  take(templates: readonly { readonly document: JsonObject }[]): void {
    for (const { document } of templates) this.#characters += JSON.stringify(document).length;
    if (this.#characters <= TEMPLATES_CHARACTERS) return;
    const text = `the run would be made of templates with more than ${TEMPLATES_CHARACTERS} characters in all`;
    throw new Fault('TEMPLATE_INVALID', text);
  }
}

/** Those of the templates that are there. */
async function storedTemplates(
  namespace: string,
  refs: readonly TemplateRef[],
  { store, reader, budget }: Reading,
): Promise<readonly TemplateDocument[]> {
  const namesIn = (isCluster: boolean): readonly string[] =>
    refs.flatMap(({ templateName, clusterScope }) => ((clusterScope ?? false) === isCluster ? [templateName] : []));
  const read = async (scope: string, names: readonly string[]): Promise<readonly TemplateDocument[]> => {
    const found = names.length === 0 ? [] : await store.getAll(scope, names);
    budget.take(found);
    return Promise.all(found.map(({ name, document }) => reader.read(namespace, document, `template "${name}"`)));
  };
  const [namespaced, cluster] = await Promise.all([
    read(namespace, namesIn(false)),
    read(CLUSTER_SCOPE, namesIn(true)),
  ]);
  return [...namespaced, ...cluster];
}

function isNew(ref: TemplateRef, asked: Set<string>): boolean {
  const key = keyOf(ref);
  if (asked.has(key)) return false;
  asked.add(key);
  return true;
}

function refOf({ kind, name }: TemplateDocument): TemplateRef {
  return { templateName: name, clusterScope: kind === 'ClusterAnalysisTemplate' };
}

function keyOf({ templateName, clusterScope = false }: TemplateRef): string {
  return `${clusterScope ? 'cluster' : 'namespace'}/${templateName}`;
}
