import { isJsonObject, type Json, type JsonObject } from '../core/json.ts';
import type { SyntaxCheck } from './checks/check-metric.ts';
import { checkShape } from './checks/check-shape.ts';
import { checkSpec } from './checks/check-spec.ts';
import type { Document, Source } from './document.ts';
import { didYouMean } from './nearest.ts';
import type { Problem } from './problem.ts';
import { asGoReads } from './reading/as-go-reads.ts';
import { itemsOf } from './reading/list-items.ts';
import type { Located } from './reading/located.ts';
import { readYaml } from './reading/read-yaml.ts';
import { patiently, Report } from './reading/report.ts';
import { API_VERSION } from './schema/document.ts';
import { isKindName, KIND_SCHEMAS, type KindName } from './schema/documents.ts';
import type { RunSpec } from './schema/run-spec.ts';
import { shapeOf } from './schema/shape.ts';
import { withDefaults } from './with-defaults.ts';

/** What was read from sources. */
export interface DocumentsRead {
  /** Those without an error, in the order in which they were written. */
  readonly documents: readonly Document[];
  /** What each object says that it is, also those with an error elsewhere, in the same order. */
  readonly heads: readonly DocumentHead[];
  /** Everything there is to say of all sources, in the order of their texts. */
  readonly problems: readonly Problem[];
}

/** What an object says that it is. */
export type DocumentHead = Pick<Document, 'kind' | 'name' | 'namespace'>;

/**
 * Reads AnalysisTemplates, ClusterAnalysisTemplates and AnalysisRuns from YAML or JSON, several to a source if need be.
 * Nothing is thrown: every problem of every document comes back with its place. Objects of other kinds are passed over with a note.
 *
 * @param checkSyntax  checks conditions and transformations; without it they are taken as they are
 */
export function readDocuments(sources: readonly Source[], checkSyntax?: SyntaxCheck): DocumentsRead {
  const reads = sources.map((source) => {
    const { documents, problems } = readYaml(source);
    const read = documents.flatMap(itemsOf).map((located) => readDocument(located, checkSyntax));
    return {
      documents: read.flatMap(({ document }) => (document === undefined ? [] : [document])),
      heads: read.flatMap(({ head }) => (head === undefined ? [] : [head])),
      problems: [...problems, ...read.flatMap((one) => one.problems)].toSorted(byPlace),
    };
  });
  return {
    documents: reads.flatMap(({ documents }) => documents),
    heads: reads.flatMap(({ heads }) => heads),
    problems: reads.flatMap(({ problems }) => problems),
  };
}

function byPlace({ place: a }: Problem, { place: b }: Problem): number {
  return a.line - b.line || a.column - b.column;
}

interface DocumentRead {
  readonly document?: Document;
  readonly head?: DocumentHead;
  readonly problems: readonly Problem[];
}

function readDocument(located: Located, checkSyntax: SyntaxCheck | undefined): DocumentRead {
  const report = new Report(located);
  const document = patiently(() => documentOf(located, report, checkSyntax));
  const isSound = report.problems.every(({ severity }) => severity !== 'error');
  const found = document !== undefined && { head: document, ...(isSound && { document }) };
  return { problems: report.problems, ...found };
}

function documentOf(
  { json, start }: Located,
  report: Report,
  checkSyntax: SyntaxCheck | undefined,
): Document | undefined {
  const kind = kindOfObject(json, report);
  if (kind === undefined) return undefined;
  const shape = shapeOf(KIND_SCHEMAS[kind]);
  const read = asGoReads(json, shape, report);
  checkShape(read, shape, report);
  if (!isJsonObject(read)) return undefined;
  const { spec, metadata, status } = read;
  if (isJsonObject(spec)) checkSpec(spec, { kind: kind === 'AnalysisRun' ? 'run' : 'template', checkSyntax }, report);
  const name = nameOf(metadata, kind, report);
  const filled = isJsonObject(spec) ? withDefaults(spec) : {};
  const common = { name, ...namespaceOf(metadata), place: start, json: read };
  // The schema was checked; where it found an error the document is not used.
  if (kind !== 'AnalysisRun') return { kind, spec: filled, ...common };
  return { kind, spec: filled as RunSpec, ...(isJsonObject(status) && { status }), ...common };
}

/** The kind of an object, if it is one that is read; tells of every other. */
function kindOfObject(json: Json, report: Report): KindName | undefined {
  const expected = `an object with apiVersion: ${API_VERSION} and kind: AnalysisTemplate, ClusterAnalysisTemplate or AnalysisRun`;
  if (!isJsonObject(json) || (json['kind'] === undefined && json['apiVersion'] === undefined)) {
    report.add({ path: '', expected, sentence: `this is no Kubernetes object; expected ${expected}` });
    return undefined;
  }
  const { apiVersion, kind } = json;
  if (isKindName(kind) && isOurs(apiVersion)) return kind;
  if (typeof apiVersion !== 'string') {
    report.add({
      path: 'apiVersion',
      expected: API_VERSION,
      sentence: `"apiVersion" is missing; ${API_VERSION} is needed`,
    });
  } else if (typeof kind !== 'string') {
    report.add({ path: 'kind', expected: 'a kind', sentence: '"kind" is missing' });
  } else if (apiVersion.split('/')[0] !== GROUP || OTHER_KINDS.has(kind)) {
    report.add({ severity: 'note', path: '', found: `a ${kind}`, sentence: `${kind} (${apiVersion}) is passed over` });
  } else if (isKindName(kind)) {
    const found = `the text "${apiVersion}"`;
    report.add({
      path: 'apiVersion',
      found,
      expected: API_VERSION,
      sentence: `unknown version "${apiVersion}"; ${API_VERSION} is the one that is read`,
    });
  } else {
    const sentence = `unknown kind "${kind}"${didYouMean(kind, [...Object.keys(KIND_SCHEMAS), ...OTHER_KINDS])}`;
    report.add({
      path: 'kind',
      found: `the text "${kind}"`,
      expected: `one of ${Object.keys(KIND_SCHEMAS).join(', ')}`,
      sentence,
    });
  }
  return undefined;
}

/** A missing or mistyped apiVersion beside one of our kinds is told with the schema. */
function isOurs(apiVersion: Json | undefined): boolean {
  return apiVersion === undefined || typeof apiVersion !== 'string' || apiVersion === API_VERSION;
}

const GROUP = 'argoproj.io';

/** Kinds of the same group that have nothing to do with a run started by hand. */
const OTHER_KINDS: ReadonlySet<string> = new Set([
  'Rollout',
  'Experiment',
  'Application',
  'ApplicationSet',
  'AppProject',
  'Workflow',
  'WorkflowTemplate',
  'ClusterWorkflowTemplate',
  'CronWorkflow',
  'EventBus',
  'EventSource',
  'Sensor',
]);

function nameOf(metadata: Json | undefined, kind: KindName, report: Report): string {
  const { name, generateName } = isJsonObject(metadata) ? metadata : ({} as JsonObject);
  if (typeof name === 'string' && name !== '') return name;
  if (kind === 'AnalysisRun' && typeof generateName === 'string') return generateName;
  // A missing `metadata` was told with the schema.
  if (name === undefined && isJsonObject(metadata)) {
    report.add({
      path: 'metadata.name',
      at: 'key',
      expected: 'a name',
      sentence: '"name" is missing; a name is needed',
    });
  }
  return '';
}

function namespaceOf(metadata: Json | undefined): { readonly namespace?: string } {
  const namespace = isJsonObject(metadata) ? metadata['namespace'] : undefined;
  return typeof namespace === 'string' ? { namespace } : {};
}
