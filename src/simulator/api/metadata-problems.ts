import type { Json, JsonObject } from '../../core/json.ts';
import { objectIn, textIn } from '../../core/json-members.ts';
import type { FieldProblem } from './kind.ts';
import { labelNameProblems, labelValueProblems } from './label-names.ts';
import { itemsIn } from './members.ts';
import type { NameForm } from './name-forms.ts';
import { quoted } from './refusals.ts';

/** All annotations of an object together, in bytes. */
const MOST_ANNOTATIONS = 256 * 1024;
/** Finalizers that need no domain. */
const STANDARD_FINALIZERS: ReadonlySet<string> = new Set(['foregroundDeletion', 'kubernetes', 'orphan']);

/** What the API server holds the metadata of a kind to. */
export interface MetadataForm {
  readonly nameForm: NameForm;
  /** Custom resources may have finalizers of any name. */
  readonly isCustom: boolean;
}

/** What is wrong with the metadata of a new object, in the API server's words and order. */
export function problemsOfNew(metadata: JsonObject, form: MetadataForm): readonly FieldProblem[] {
  return [...problemsOfNames(metadata, form), ...problemsOfAny(metadata, form)];
}

/**
 * What is wrong with the metadata of an object that changes.
 *
 * @param sent  as the caller has it
 * @param next  as it would be stored
 */
export function problemsOfChange(
  sent: JsonObject,
  next: JsonObject,
  old: JsonObject,
  form: MetadataForm,
): readonly FieldProblem[] {
  const ofChange = [...problemsOfFixed(sent, old), ...problemsOfLateFinalizers(next, old)];
  // The API server looks at this in two places, and tells of both.
  return [...ofChange, ...problemsOfAny(next, form), ...ofChange];
}

function problemsOfNames(metadata: JsonObject, { nameForm }: MetadataForm): readonly FieldProblem[] {
  const name = textIn(metadata, 'name');
  const base = textIn(metadata, 'generateName');
  const required = 'Required value: name or generateName is required';
  return [
    // The end of a base is not the end of a name.
    ...(base === '' ? [] : told('metadata.generateName', base, nameForm(base.replace(/(?<=.)-$/, 'a')))),
    ...(name === '' ? [{ reason: 'FieldValueRequired', field: 'metadata.name', message: required }] : []),
    ...(name === '' ? [] : told('metadata.name', name, nameForm(name))),
  ];
}

function problemsOfFixed(sent: JsonObject, old: JsonObject): readonly FieldProblem[] {
  return ['uid', 'deletionTimestamp', 'deletionGracePeriodSeconds'].flatMap((member) => {
    const value = sent[member];
    if (value === undefined || value === old[member]) return [];
    return told(`metadata.${member}`, value, ['field is immutable']);
  });
}

function problemsOfLateFinalizers(next: JsonObject, old: JsonObject): readonly FieldProblem[] {
  const there = itemsIn(old, 'finalizers');
  const added = itemsIn(next, 'finalizers').filter((finalizer) => !there.includes(finalizer));
  if (old['deletionTimestamp'] === undefined || added.length === 0) return [];
  const found = added.map((finalizer) => JSON.stringify(finalizer)).join(', ');
  const why = `no new finalizers can be added if the object is being deleted, found new finalizers []string{${found}}`;
  return [{ reason: 'FieldValueForbidden', field: 'metadata.finalizers', message: `Forbidden: ${why}` }];
}

function problemsOfAny(metadata: JsonObject, { isCustom }: MetadataForm): readonly FieldProblem[] {
  const finalizers = textsIn(metadata, 'finalizers');
  return [
    ...entriesIn(metadata, 'labels').flatMap(([name, value]) => [
      ...told('metadata.labels', name, labelNameProblems(name)),
      ...told('metadata.labels', value, labelValueProblems(value)),
    ]),
    ...problemsOfAnnotations(entriesIn(metadata, 'annotations')),
    ...problemsOfOwners(itemsIn(metadata, 'ownerReferences')),
    ...finalizers.flatMap((finalizer) => told('metadata.finalizers', finalizer, labelNameProblems(finalizer))),
    ...(isCustom ? [] : finalizers.flatMap(problemsOfFinalizer)),
  ];
}

function problemsOfFinalizer(finalizer: string, index: number): readonly FieldProblem[] {
  const isKnown = finalizer.includes('/') || STANDARD_FINALIZERS.has(finalizer);
  const why = 'name is neither a standard finalizer name nor is it fully qualified';
  return isKnown ? [] : told(`metadata.finalizers[${index}]`, finalizer, [why]);
}

function problemsOfAnnotations(annotations: readonly (readonly [string, string])[]): readonly FieldProblem[] {
  const field = 'metadata.annotations';
  const bytes = annotations.flat().reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  const message = `Too long: may not be more than ${MOST_ANNOTATIONS} bytes`;
  return [
    ...annotations.flatMap(([name]) => told(field, name, labelNameProblems(name.toLowerCase()))),
    ...(bytes > MOST_ANNOTATIONS ? [{ reason: 'FieldValueTooLong', field, message }] : []),
  ];
}

function problemsOfOwners(owners: readonly Json[]): readonly FieldProblem[] {
  const field = 'metadata.ownerReferences';
  const problems = owners.flatMap((owner) =>
    ['apiVersion', 'kind', 'name', 'uid'].flatMap((member) => {
      const why = `${member === 'apiVersion' ? 'version ' : ''}must not be empty`;
      return textIn(owner, member) === '' ? told(`${field}.${member}`, '', [why]) : [];
    }),
  );
  const controllers = owners.filter((owner) => objectIn({ owner }, 'owner')['controller'] === true);
  if (controllers.length < 2) return problems;
  const [first, second] = controllers.map((owner) => `${textIn(owner, 'kind')}/${textIn(owner, 'name')}`);
  const why = `Only one reference can have Controller set to true. Found "true" in references for ${first} and ${second}`;
  return [...problems, ...told(field, owners, [why])];
}

function entriesIn(metadata: JsonObject, name: string): readonly (readonly [string, string])[] {
  return Object.entries(objectIn(metadata, name)).map(([key, value]) => [key, typeof value === 'string' ? value : '']);
}

function textsIn(metadata: JsonObject, name: string): readonly string[] {
  return itemsIn(metadata, name).filter((item) => typeof item === 'string');
}

function told(field: string, value: Json, problems: readonly string[]): readonly FieldProblem[] {
  return problems.map((problem) => ({
    reason: 'FieldValueInvalid',
    field,
    message: `Invalid value: ${typeof value === 'string' ? quoted(value) : JSON.stringify(value)}: ${problem}`,
  }));
}
