import type { JsonObject } from '../../../core/json.ts';
import type { Document, TemplateDocument } from '../../../resources/document.ts';
import { subdomainFaults } from '../../../resources/names/dns-names.ts';
import { didYouMean } from '../../../resources/nearest.ts';
import { providersOf } from '../../../resources/providers-of.ts';
import type { DocumentHead } from '../../../resources/read-documents.ts';
import { type Reading, readBounded } from '../../read-bounded.ts';
import { RUN_LIMITS, TEMPLATE_CHARACTERS } from '../../run-limits.ts';
import type { SentDocument } from '../check/parse-bodies.ts';
import type { ProblemItem } from '../schema/problem.ts';
import { problemItem } from './problem-item.ts';

/** What a template has to be. */
export interface Wanted {
  readonly kind: TemplateDocument['kind'];
  /** That of the address; absent where it is only checked. */
  readonly name?: string;
  /** Absent for a ClusterAnalysisTemplate. */
  readonly namespace?: string;
  /** Kinds of providers that the service has. */
  readonly providerKinds: readonly string[];
  /** How it is read where many share the process. */
  readonly reading?: Reading;
}

/** A template as it was read. */
export interface ReadTemplate {
  /** As it was sent; absent where an error stands against it. */
  readonly document?: JsonObject;
  readonly problems: readonly ProblemItem[];
}

/** Reads a template as strictly as the command line does, and tells everything that is wrong with it. */
export async function readTemplate({ form, text }: SentDocument, wanted: Wanted): Promise<ReadTemplate> {
  if (text.length > TEMPLATE_CHARACTERS) return { problems: [tooLarge(text.length)] };
  const read = await readBounded({ name: 'body', text }, wanted.reading);
  const items = read.problems.map(problemItem);
  const misfits = (head: DocumentHead): readonly ProblemItem[] => headProblems(head, wanted);
  const [document, another] = read.documents;
  const isSound = items.every(({ severity }) => severity !== 'error');
  if (document === undefined || another !== undefined) {
    const count = isSound ? [countProblem(read.documents.length, wanted)] : [];
    return { problems: [...items, ...count, ...(read.heads.length === 1 ? read.heads.flatMap(misfits) : [])] };
  }
  const problems = [...items, ...tooManyMetrics(document), ...misfits(document), ...providerProblems(document, wanted)];
  if (problems.some(({ severity }) => severity === 'error')) return { problems };
  // JSON is kept letter for letter. YAML is kept as a cluster would have read it.
  return { document: form === 'json' ? (JSON.parse(text) as JsonObject) : document.json, problems };
}

function tooLarge(length: number): ProblemItem {
  const expected = `${TEMPLATE_CHARACTERS} characters at most`;
  return problem('', `the template is too large: ${length} characters, ${expected}`, expected);
}

function countProblem(count: number, { kind }: Wanted): ProblemItem {
  return problem('', `expected one ${kind}, found ${count === 0 ? 'none' : count}`, `one ${kind}`);
}

/** Whether the document is the one that the address speaks of. */
function headProblems(head: DocumentHead, { kind, name, namespace }: Wanted): readonly ProblemItem[] {
  if (head.kind !== kind) return [problem('/kind', `/kind: expected ${kind}, found ${head.kind}`, kind)];
  // That a name is missing was said already.
  const faults = head.name === '' ? [] : subdomainFaults(head.name);
  return [
    ...faults.map((fault) => problem('/metadata/name', `/metadata/name: ${fault}`, 'a DNS subdomain')),
    ...differs('/metadata/name', head.name === '' ? undefined : head.name, name),
    ...(namespace === undefined ? strayNamespace(head) : differs('/metadata/namespace', head.namespace, namespace)),
  ];
}

function providerProblems({ kind, spec }: Document, wanted: Wanted): readonly ProblemItem[] {
  if (kind !== wanted.kind) return [];
  return (spec.metrics ?? []).flatMap((metric, index) =>
    providersOf(metric.provider).flatMap((provider) => unknownProvider(provider.kind, index, wanted.providerKinds)),
  );
}

function tooManyMetrics({ spec }: Document): readonly ProblemItem[] {
  const { most } = RUN_LIMITS.metrics;
  const count = spec.metrics?.length ?? 0;
  if (count <= most) return [];
  return [problem('/spec/metrics', `/spec/metrics: has ${count} metrics, ${most} are the most`, `${most} at most`)];
}

function differs(pointer: string, found: string | undefined, wanted: string | undefined): readonly ProblemItem[] {
  if (found === undefined || wanted === undefined || found === wanted) return [];
  return [problem(pointer, `${pointer}: expected "${wanted}", as the address says, found "${found}"`, `"${wanted}"`)];
}

function strayNamespace({ namespace }: DocumentHead): readonly ProblemItem[] {
  if (namespace === undefined) return [];
  return [problem('/metadata/namespace', '/metadata/namespace: a ClusterAnalysisTemplate has none', 'nothing')];
}

/** Only a warning: a plugin may come later. Runs are refused until then. */
function unknownProvider(kind: string, index: number, known: readonly string[]): readonly ProblemItem[] {
  if (known.includes(kind)) return [];
  const pointer = `/spec/metrics/${index}/provider`;
  const detail = `${pointer}: this service has no provider "${kind}"${didYouMean(kind, known)}; runs of the template are refused`;
  return [{ ...problem(pointer, detail, `one of ${known.toSorted().join(', ')}`), severity: 'warning' }];
}

function problem(pointer: string, detail: string, expected: string): ProblemItem {
  return { in: 'body', severity: 'error', pointer, detail, expected };
}
