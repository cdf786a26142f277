import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import { sameJson } from '../../core/same-json.ts';
import type { ApiKind, FieldProblem, KindRules, ScalePaths } from '../api/kind.ts';
import { checkEmbedded } from './check-embedded.ts';
import { checkLists } from './check-lists.ts';
import { checkRules, hasRules } from './check-rules.ts';
import { checkScale } from './check-scale.ts';
import { checkValue } from './check-value.ts';
import { columnsOf } from './columns-of.ts';
import { invalid } from './field-problems.ts';
import { fillDefaults } from './fill-defaults.ts';
import { prune } from './prune.ts';
import { type Schema, schemaOf } from './schema.ts';
import { shapeOf } from './shape-of.ts';

/**
 * The kinds that a CustomResourceDefinition (`apiextensions.k8s.io/v1`) brings: one for each version that is served.
 * What they hold to of a schema: types, `nullable`, bounds, patterns, enums, formats (formats.ts), `anyOf` and its like, keys of lists, and of
 * `x-kubernetes-validations` that nothing may change (check-rules.ts). Names and other metadata of objects are not looked at here.
 *
 * @param crd  with the defaults of its kind: `spec.names.singular`
 */
export function kindsOf(crd: JsonObject): readonly ApiKind[] {
  const spec = objectIn(crd['spec']);
  const versions: readonly Json[] = Array.isArray(spec['versions']) ? spec['versions'] : [];
  return versions
    .filter(isJsonObject)
    .filter(({ served }) => served === true)
    .map((version) => kindOf(spec, version));
}

function kindOf(spec: JsonObject, version: JsonObject): ApiKind {
  const names = objectIn(spec['names']);
  const kind = textIn(names['kind']);
  const group = textIn(spec['group']);
  const name = textIn(version['name']);
  const subresources = objectIn(version['subresources']);
  const schema = schemaOf(objectIn(version['schema'])['openAPIV3Schema']);
  const scale = isJsonObject(subresources['scale']) ? scaleOf(subresources['scale']) : undefined;
  return {
    group,
    version: name,
    kind,
    plural: textIn(names['plural']),
    singular: textIn(names['singular']) || kind.toLowerCase(),
    shortNames: textsIn(names['shortNames']),
    categories: textsIn(names['categories']),
    isNamespaced: spec['scope'] === 'Namespaced',
    hasStatus: isJsonObject(subresources['status']),
    ...(scale !== undefined && { scale }),
    columns: columnsOf(version['additionalPrinterColumns']),
    ...selectableIn(version['selectableFields']),
    rules: rulesOf({
      schema,
      apiVersion: `${group}/${name}`,
      kind,
      hasStatus: isJsonObject(subresources['status']),
      scale,
    }),
    shape: shapeOf(schema),
  };
}

interface Version {
  readonly schema: Schema;
  readonly apiVersion: string;
  readonly kind: string;
  readonly hasStatus: boolean;
  readonly scale: ScalePaths | undefined;
}

function rulesOf(version: Version): KindRules {
  const { schema, apiVersion, kind } = version;
  const isRuled = hasRules(schema);
  return {
    prune: (object) => prune(object, schema),
    withDefaults(object) {
      const filled = fillDefaults(object, schema);
      return isJsonObject(filled) ? filled : object;
    },
    problemsOf(object, old) {
      const typeProblems = checkType(object, apiVersion, kind);
      if (typeProblems.length > 0) return typeProblems;
      const hadRepeats = old !== undefined && checkLists(old, schema).length > 0;
      const problems = [
        ...(isStatusWrite(version, object, old)
          ? statusProblems(version, object, old)
          : allProblems(version, object, old)),
        ...(hadRepeats ? [] : checkLists(object, schema)),
      ];
      if (!isRuled) return problems;
      return problems.some(hidesRules) ? [...problems, NOT_RULED] : [...problems, ...checkRules(object, old, schema)];
    },
  };
}

function allProblems({ schema, scale }: Version, object: JsonObject, old?: JsonObject): readonly FieldProblem[] {
  return [...checkValue(object, schema, old), ...checkScale(object, scale), ...checkEmbedded(object, schema)];
}

/** Where the status is a part of its own, nothing else changes it, and it changes nothing else. */
function isStatusWrite({ hasStatus }: Version, object: JsonObject, old?: JsonObject): old is JsonObject {
  return hasStatus && old !== undefined && !sameJson(object['status'] ?? null, old['status'] ?? null);
}

/** The sentences of such problems start at the status, although their fields do not. */
function statusProblems({ schema, scale }: Version, object: JsonObject, old: JsonObject): readonly FieldProblem[] {
  const { status } = object;
  const part = schema.properties.get('status');
  const problems = status === undefined || part === undefined ? [] : checkValue(status, part, old['status']);
  const ofStatus = problems.map((problem) => ({ ...problem, field: below('status', problem.field) }));
  return [...ofStatus, ...checkScale(object, scale && { ...scale, specReplicas: [] })];
}

function below(path: string, field: string): string {
  return field === '<nil>' ? path : `${path}.${field}`;
}

/** Problems of these reasons keep the rules from being looked at. */
const BEFORE_RULES: ReadonlySet<string> = new Set([
  'FieldValueNotSupported',
  'FieldValueRequired',
  'FieldValueTooLong',
  'FieldValueTooMany',
  'FieldValueTypeInvalid',
]);

const NOT_RULED: FieldProblem = invalid(
  '<nil>',
  null,
  'some validation rules were not checked because the object was invalid; correct the existing errors to complete validation',
);

function hidesRules({ reason }: FieldProblem): boolean {
  return BEFORE_RULES.has(reason);
}

function checkType(object: JsonObject, apiVersion: string, kind: string): readonly FieldProblem[] {
  return [
    ...(object['kind'] === kind ? [] : [invalid('kind', object['kind'] ?? '', `must be ${kind}`)]),
    ...(object['apiVersion'] === apiVersion
      ? []
      : [invalid('apiVersion', object['apiVersion'] ?? '', `must be ${apiVersion}`)]),
  ];
}

function scaleOf(said: JsonObject): ScalePaths {
  const selector = pathIn(said['labelSelectorPath']);
  return {
    specReplicas: pathIn(said['specReplicasPath']),
    statusReplicas: pathIn(said['statusReplicasPath']),
    ...(selector.length > 0 && { selector }),
  };
}

function selectableIn(said: Json | undefined): Pick<ApiKind, 'selectable'> {
  if (!Array.isArray(said) || said.length === 0) return {};
  const paths = said.filter(isJsonObject).map(({ jsonPath }) => pathIn(jsonPath));
  return { selectable: Object.fromEntries(paths.map((path) => [path.join('.'), path])) };
}

function pathIn(said: Json | undefined): readonly string[] {
  return textIn(said)
    .split('.')
    .filter((name) => name !== '');
}

function objectIn(json: Json | undefined): JsonObject {
  return isJsonObject(json) ? json : {};
}

function textIn(json: Json | undefined): string {
  return typeof json === 'string' ? json : '';
}

function textsIn(json: Json | undefined): readonly string[] {
  return Array.isArray(json) ? json.filter((item) => typeof item === 'string') : [];
}
