import { Fault } from '../../core/fault.ts';
import type { Document } from '../../resources/document.ts';
import { didYouMean } from '../../resources/nearest.ts';
import type { Chosen } from '../../runner/begin/chosen.ts';

/**
 * Chooses among the documents that were given. Without a word from the caller it is the only one that no other refers to.
 *
 * @param names  `--template`: a name, or `KIND/NAME` where a name alone could be two
 * @throws Fault TEMPLATE_INVALID for a name that is not there or could be two, and when a choice is needed; it lists what there is
 */
export function chosenDocuments(documents: readonly Document[], names: readonly string[]): Chosen {
  refuseTwins(documents);
  const chosen = names.length > 0 ? names.map((name) => named(name, documents)) : [onlyRoot(documents)];
  const [first, ...others] = [...new Set(chosen)];
  if (first === undefined) throw nothingGiven();
  if (first.kind === 'AnalysisRun' && others.length === 0) return { kind: 'run', run: first };
  const templates = [first, ...others].filter((document) => document.kind !== 'AnalysisRun');
  const [firstTemplate, ...otherTemplates] = templates;
  if (firstTemplate === undefined || templates.length < chosen.length) {
    throw new Fault(
      'TEMPLATE_INVALID',
      'an AnalysisRun stands for itself: it cannot be put together with other documents',
    );
  }
  return { kind: 'templates', templates: [firstTemplate, ...otherTemplates] };
}

function named(name: string, documents: readonly Document[]): Document {
  const matching = documents.filter((document) => name === document.name || name === idOf(document));
  const [found, ...others] = matching;
  if (found !== undefined && others.length === 0) return found;
  if (found === undefined) {
    const hint = didYouMean(
      name,
      documents.map((document) => document.name),
    );
    throw new Fault('TEMPLATE_INVALID', `--template ${name}: there are ${list(documents)}${hint}`);
  }
  throw new Fault('TEMPLATE_INVALID', `--template ${name} could be ${list(matching)}: write the kind before the name`);
}

function onlyRoot(documents: readonly Document[]): Document {
  const nested = new Set(documents.flatMap(nestedIn));
  const roots = documents.filter((document) => !nested.has(idOf(document)));
  const candidates = roots.length === 0 ? documents : roots;
  const [only, ...others] = candidates;
  if (only === undefined) throw nothingGiven();
  if (others.length === 0) return only;
  throw new Fault('TEMPLATE_INVALID', `there are ${list(candidates)}: choose with --template NAME`);
}

function nestedIn(document: Document): readonly string[] {
  if (document.kind === 'AnalysisRun') return [];
  return (document.spec.templates ?? []).map(
    ({ templateName, clusterScope }) =>
      `${clusterScope === true ? 'ClusterAnalysisTemplate' : 'AnalysisTemplate'}/${templateName}`,
  );
}

function refuseTwins(documents: readonly Document[]): void {
  const seen = new Map<string, Document>();
  for (const document of documents) {
    const id = idOf(document);
    const twin = seen.get(id);
    if (twin !== undefined)
      throw new Fault('TEMPLATE_INVALID', `${id} is there twice: ${placeOf(twin)} and ${placeOf(document)}`);
    seen.set(id, document);
  }
}

function nothingGiven(): Fault {
  return new Fault(
    'TEMPLATE_INVALID',
    'there is no AnalysisTemplate, ClusterAnalysisTemplate or AnalysisRun in what was given',
  );
}

function idOf({ kind, name }: Document): string {
  return `${kind}/${name}`;
}

function placeOf({ place }: Document): string {
  return `${place.file}:${place.line}`;
}

function list(documents: readonly Document[]): string {
  return documents.map((document) => `${idOf(document)} (${placeOf(document)})`).join(', ');
}
