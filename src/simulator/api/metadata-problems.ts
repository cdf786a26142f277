import type { Json, JsonObject } from '../../core/json.ts';
import type { FieldProblem } from './kind.ts';
import { labelNameProblem, labelValueProblem } from './label-names.ts';
import { itemsIn, objectIn, textIn } from './members.ts';
import type { NameForm } from './name-forms.ts';
import { quoted } from './refusals.ts';

/** All annotations of an object together, in bytes. */
const MOST_ANNOTATIONS = 256 * 1024;

/**
 * What is wrong with the metadata of a new object, in the API server's words and order.
 *
 * @param formOf  what is wrong with a name of the kind; undefined when nothing is
 */
export function problemsOfNew(metadata: JsonObject, nameProblem: NameForm): readonly FieldProblem[] {
  const name = textIn(metadata, 'name');
  const problem = nameProblem(name);
  const ofName =
    name === ''
      ? [
          {
            reason: 'FieldValueRequired',
            field: 'metadata.name',
            message: 'Required value: name or generateName is required',
          },
        ]
      : problem === undefined
        ? []
        : [invalidValue('metadata.name', name, problem)];
  return [...ofName, ...problemsOfAny(metadata)];
}

/** What is wrong with the metadata of an object that changes. */
export function problemsOfChanged(metadata: JsonObject, old: JsonObject): readonly FieldProblem[] {
  const finalizers = itemsIn(old, 'finalizers');
  const added = itemsIn(metadata, 'finalizers').filter((finalizer) => !finalizers.includes(finalizer));
  const isGoing = old['deletionTimestamp'] !== undefined;
  const ofFinalizers = isGoing && added.length > 0 ? [lateFinalizers(added)] : [];
  return [...problemsOfAny(metadata), ...ofFinalizers];
}

function lateFinalizers(added: readonly Json[]): FieldProblem {
  const found = added.map((finalizer) => quoted(String(finalizer))).join(', ');
  const why = `no new finalizers can be added if the object is being deleted, found new finalizers []string{${found}}`;
  return { reason: 'FieldValueForbidden', field: 'metadata.finalizers', message: `Forbidden: ${why}` };
}

function problemsOfAny(metadata: JsonObject): readonly FieldProblem[] {
  return [
    ...problemsOfLabels(objectIn(metadata, 'labels'), 'metadata.labels'),
    ...problemsOfAnnotations(objectIn(metadata, 'annotations')),
    ...problemsOfOwners(itemsIn(metadata, 'ownerReferences')),
    ...itemsIn(metadata, 'finalizers').flatMap((finalizer) => {
      const problem = labelNameProblem(String(finalizer));
      return problem === undefined ? [] : [invalidValue('metadata.finalizers', String(finalizer), problem)];
    }),
  ];
}

/** What is wrong with labels. */
function problemsOfLabels(labels: JsonObject, field: string): readonly FieldProblem[] {
  return Object.entries(labels).flatMap(([name, value]) => [
    ...of(field, name, labelNameProblem(name)),
    ...of(field, String(value), labelValueProblem(String(value))),
  ]);
}

function problemsOfAnnotations(annotations: JsonObject): readonly FieldProblem[] {
  const field = 'metadata.annotations';
  const entries = Object.entries(annotations);
  const bytes = entries.reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + Buffer.byteLength(String(value)),
    0,
  );
  const tooLong = `Too long: may not be more than ${MOST_ANNOTATIONS} bytes`;
  return [
    ...entries.flatMap(([name]) => of(field, name, labelNameProblem(name.toLowerCase()))),
    ...(bytes > MOST_ANNOTATIONS ? [{ reason: 'FieldValueTooLong', field, message: tooLong }] : []),
  ];
}

function problemsOfOwners(owners: readonly Json[]): readonly FieldProblem[] {
  const problems = owners.flatMap((owner, index) =>
    (['apiVersion', 'kind', 'name', 'uid'] as const).flatMap((member) => {
      const field = `metadata.ownerReferences[${index}].${member}`;
      const word = member === 'apiVersion' ? 'version' : member;
      return textIn(owner, member) === '' ? [invalidValue(field, '', `${word} must not be empty`)] : [];
    }),
  );
  const controllers = owners.filter((owner) => objectOf(owner)['controller'] === true);
  if (controllers.length < 2) return problems;
  const [first, second] = controllers.map((owner) => textIn(owner, 'name'));
  const why = `Only one reference can have Controller set to true. Found "true" in references for ${first} and ${second}`;
  return [
    ...problems,
    { reason: 'FieldValueInvalid', field: 'metadata.ownerReferences', message: `Invalid value: null: ${why}` },
  ];
}

function objectOf(json: Json): JsonObject {
  return objectIn({ json }, 'json');
}

function of(field: string, value: string, problem: string | undefined): readonly FieldProblem[] {
  return problem === undefined ? [] : [invalidValue(field, value, problem)];
}

function invalidValue(field: string, value: string, problem: string): FieldProblem {
  return { reason: 'FieldValueInvalid', field, message: `Invalid value: ${quoted(value)}: ${problem}` };
}
