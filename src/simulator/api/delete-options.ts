import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import { objectIn } from '../../core/json-members.ts';
import type { Asked } from './asked.ts';
import type { FieldProblem } from './kind.ts';
import { numberIn } from './members.ts';
import { badRequest, invalid, quoted } from './refusals.ts';

/** How a deletion is meant. */
export interface DeleteOptions {
  /** What is to become of dependants. Absent: what the kind does. */
  readonly propagation?: 'Orphan' | 'Background' | 'Foreground';
  /** Whether it was the old `orphanDependents: false` that said so. */
  readonly isBackgroundByFlag: boolean;
  /** Absent: what the object says. */
  readonly graceSeconds?: number;
  /** `uid`, `resourceVersion`. */
  readonly preconditions: JsonObject;
  /** `All`, or absent. */
  readonly dryRun?: Json;
}

/**
 * Reads the options of a deletion from the body or, when there is none, from the query.
 *
 * @throws Fault with a 400 for a body of another kind, with a 422 for values that mean nothing
 */
export function deleteOptionsOf({ call }: Asked): DeleteOptions {
  const body = isJsonObject(call.body) ? call.body : {};
  const { kind = 'DeleteOptions', apiVersion = 'v1' } = body;
  if (kind !== 'DeleteOptions') {
    throw badRequest(
      `no kind ${told(kind)} is registered for version ${told(apiVersion)} in scheme "pkg/runtime/scheme.go:111"`,
    );
  }
  const propagation = body['propagationPolicy'] ?? call.query['propagationPolicy'];
  const orphans = body['orphanDependents'] ?? orphansIn(call.query['orphanDependents']);
  refuse(problemsOf(propagation, orphans));
  const grace = numberIn(body, 'gracePeriodSeconds') ?? secondsIn(call.query['gracePeriodSeconds']);
  const dryRun = Array.isArray(body['dryRun']) ? (body['dryRun'][0] as Json | undefined) : undefined;
  const chosen = isPolicy(propagation) ? propagation : byOrphans(orphans);
  return {
    ...(chosen !== undefined && { propagation: chosen }),
    isBackgroundByFlag: orphans === false,
    // A negative grace is the shortest there is.
    ...(grace !== undefined && { graceSeconds: grace < 0 ? 1 : grace }),
    preconditions: objectIn(body, 'preconditions'),
    ...(dryRun !== undefined && { dryRun }),
  };
}

type Policy = 'Orphan' | 'Background' | 'Foreground';

function isPolicy(word: Json | undefined): word is Policy {
  return word === 'Orphan' || word === 'Background' || word === 'Foreground';
}

function byOrphans(orphans: Json | undefined): Policy | undefined {
  if (typeof orphans !== 'boolean') return undefined;
  return orphans ? 'Orphan' : 'Background';
}

function orphansIn(word: string | undefined): boolean | undefined {
  return word === undefined ? undefined : word === 'true' || word === '1';
}

function secondsIn(word: string | undefined): number | undefined {
  return word === undefined || !/^-?\d+$/.test(word) ? undefined : Number(word);
}

function problemsOf(propagation: Json | undefined, orphans: Json | undefined): readonly FieldProblem[] {
  if (propagation === undefined || propagation === null) return [];
  const field = 'propagationPolicy';
  const word = told(propagation);
  if (typeof orphans === 'boolean') {
    const message = `Invalid value: ${word}: orphanDependents and deletionPropagation cannot be both set`;
    return [{ reason: 'FieldValueInvalid', field, message }];
  }
  if (isPolicy(propagation)) return [];
  const message = `Unsupported value: ${word}: supported values: "Foreground", "Background", "Orphan", "nil"`;
  return [{ reason: 'FieldValueNotSupported', field, message }];
}

function refuse(problems: readonly FieldProblem[]): void {
  if (problems.length > 0) throw invalid({ group: 'meta.k8s.io', word: 'DeleteOptions' }, '', problems);
}

function told(value: Json): string {
  return typeof value === 'string' ? quoted(value) : JSON.stringify(value);
}
