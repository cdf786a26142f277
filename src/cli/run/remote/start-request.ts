import { Fault } from '../../../core/fault.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../core/json.ts';
import type { Document, TemplateDocument } from '../../../resources/document.ts';
import { API_VERSION } from '../../../resources/schema/document.ts';
import type { RunSpec } from '../../../resources/schema/run-spec.ts';
import { type Chosen, firstOf } from '../../../runner/begin/chosen.ts';
import { refuseEndless } from '../../../runner/begin/endless.ts';
import { runSpecOf } from '../../../runner/begin/run-spec-of.ts';
import type { GivenArguments } from '../../../runner/begin/wishes.ts';
import { standInsFor } from '../../../runner/evidence/stand-ins.ts';
import { resolve } from '../../../template/resolve.ts';
import type { World } from '../../world.ts';
import { assignmentIn } from '../assignment.ts';
import { chosenDocuments } from '../chosen-documents.ts';
import { givenArguments } from '../given-arguments.ts';
import { givenDocuments } from '../given-documents.ts';
import { OPTION_WORDS } from '../option-words.ts';
import { type RunOptions, timeoutOf } from '../run-options.ts';

/** A run as it is asked for. */
export interface StartRequest {
  readonly namespace: string;
  /** The body of the start. */
  readonly body: JsonObject;
}

/**
 * What the service is asked to run: a stored template by its name, or those of the command line. One AnalysisTemplate is sent as it was written;
 * several, and what `--metric` and `--dry-run` leave of them, are put together here, by what a local run puts them together.
 *
 * @throws Fault as for a local run
 */
export async function startRequest(paths: readonly string[], options: RunOptions, world: World): Promise<StartRequest> {
  const timeout = timeoutOf(options);
  const args = await givenArguments(options.arg, options.argsFile);
  const common = {
    ...(options.label.length > 0 && { labels: labelsOf(options.label) }),
    ...(options.timeout !== undefined && { timeout: options.timeout }),
  };
  const { templateRef } = options;
  if (templateRef !== undefined) {
    const namespace = options.namespace ?? 'default';
    return {
      namespace,
      body: { templateRef: stored(templateRef, paths, options), ...argsMember(args.values), ...common },
    };
  }
  const documents = await givenDocuments(paths, world);
  const chosen = chosenDocuments(documents, options.template);
  const namespace = options.namespace ?? firstOf(chosen).namespace ?? 'default';
  const written = wholeTemplate(chosen, documents, options);
  if (written !== undefined && isNested(written)) {
    // What it refers to is known to the service alone.
    return {
      namespace,
      body: { template: inNamespace(written.json, namespace), ...argsMember(args.values), ...common },
    };
  }
  const wishes = { args, metrics: options.metric, dryRun: options.dryRun };
  const spec = runSpecOf(chosen, documents, wishes, OPTION_WORDS);
  refuseHopeless(chosen, spec, timeout !== undefined);
  const body =
    written === undefined
      ? { template: templateOf(firstOf(chosen).name, spec) }
      : { template: inNamespace(written.json, namespace), ...argsMember(declaredOf(written, args)) };
  return { namespace, body: { ...body, ...common } };
}

function labelsOf(options: readonly string[]): JsonObject {
  return Object.fromEntries(
    options.map((text) => assignmentIn(text, '--label')).map(({ name, value }) => [name, value]),
  );
}

function argsMember(values: ReadonlyMap<string, string>): { readonly args?: JsonObject } {
  return values.size === 0 ? {} : { args: Object.fromEntries(values) };
}

function stored(ref: string, paths: readonly string[], { template, metric, dryRun }: RunOptions): JsonObject {
  const others = Object.entries({ 'a file': paths, '--template': template, '--metric': metric, '--dry-run': dryRun });
  const [other] = others.filter(([, values]) => values.length > 0).map(([name]) => name);
  if (other !== undefined) {
    throw new Fault(
      'USAGE_INVALID',
      `--template-ref ${ref} names a template of the service, which is run as it is: leave out ${other}`,
    );
  }
  const [kind, name] = ref.includes('/') ? ref.split('/', 2) : ['AnalysisTemplate', ref];
  if (kind === 'AnalysisTemplate') return { name: name ?? '' };
  if (kind === 'ClusterAnalysisTemplate') return { name: name ?? '', clusterScope: true };
  throw new Fault(
    'USAGE_INVALID',
    `--template-ref ${ref}: NAME, AnalysisTemplate/NAME or ClusterAnalysisTemplate/NAME was expected`,
  );
}

/** The only AnalysisTemplate, where nothing is to be put together with it or left out of it. */
function wholeTemplate(
  chosen: Chosen,
  documents: readonly Document[],
  { metric, dryRun }: RunOptions,
): TemplateDocument | undefined {
  if (chosen.kind === 'run' || chosen.templates.length > 1 || metric.length > 0 || dryRun.length > 0) return undefined;
  const [template] = chosen.templates;
  if (template.kind !== 'AnalysisTemplate') return undefined;
  return isNested(template) && documents.length > 1 ? undefined : template;
}

function isNested({ spec }: TemplateDocument): boolean {
  return (spec.templates ?? []).length > 0;
}

/** Of a file of arguments that many templates share, those that this one has. */
function declaredOf({ spec }: TemplateDocument, { values }: GivenArguments): ReadonlyMap<string, string> {
  const names = new Set((spec.args ?? []).map(({ name }) => name));
  return new Map([...values].filter(([name]) => names.has(name)));
}

function refuseHopeless(chosen: Chosen, spec: RunSpec, hasTimeout: boolean): void {
  if (chosen.kind === 'run' && spec.terminate === true) {
    throw new Fault(
      'TEMPLATE_INVALID',
      `AnalysisRun ${chosen.run.name} is to be terminated (spec.terminate): a service would have nothing to run`,
    );
  }
  const resolved = resolve(spec, standInsFor(spec));
  if (resolved.spec.kind === 'refused') throw new Fault('TEMPLATE_INVALID', resolved.redact(resolved.spec.message));
  refuseEndless(resolved.spec, hasTimeout, OPTION_WORDS);
}

function templateOf(name: string, spec: RunSpec): JsonObject {
  return {
    apiVersion: API_VERSION,
    kind: 'AnalysisTemplate',
    metadata: { name: name.replace(/-$/, '') },
    spec: { ...spec },
  };
}

/** The document without its own namespace: the run's may be another. */
function inNamespace(document: JsonObject, namespace: string): JsonObject {
  const { metadata } = document;
  return isJsonObject(metadata) && metadata['namespace'] !== undefined
    ? { ...document, metadata: { ...metadata, namespace } satisfies Json }
    : document;
}
