import type { JsonObject } from '../../../core/json.ts';
import { Fields } from '../../../rollout/reading/fields.ts';
import {
  errorIf,
  type FieldError,
  invalid,
  notSupported,
  required,
  word,
} from '../../../rollout/validate/field-error.ts';
import { items } from '../../../rollout/validate/parts.ts';
import { immutableErrors } from '../checks/immutable.ts';
import { fillAbsent, fillIn, inMember } from '../fill/fill.ts';

/** What a CustomResourceDefinition is where it does not say. */
export function fillDefinition(definition: JsonObject): JsonObject {
  return inMember(definition, 'spec', (spec) =>
    inMember(fillAbsent(spec, { conversion: { strategy: 'None' } }), 'names', (names) => {
      const kind = new Fields(names).text('kind');
      return fillIn(names, { singular: kind.toLowerCase(), listKind: kind === '' ? '' : `${kind}List` });
    }),
  );
}

/** A new definition stores the version that it says it does. */
export function storeVersion(definition: JsonObject): JsonObject {
  const versions = items(new Fields(definition).below('spec'), 'versions');
  const stored = versions.filter((version) => version.flag('storage')).map((version) => version.text('name'));
  return {
    ...definition,
    status: { conditions: null, acceptedNames: { plural: '', kind: '' }, storedVersions: stored },
  };
}

/** What is wrong with a CustomResourceDefinition beside its schemas. */
export function definitionErrors(definition: JsonObject, old?: JsonObject): readonly FieldError[] {
  const fields = new Fields(definition);
  const spec = fields.below('spec');
  const names = spec.below('names');
  const name = fields.below('metadata').text('name');
  const expected = `${names.text('plural')}.${spec.text('group')}`;
  const before = old && new Fields(old).below('spec');
  return [
    ...errorIf(name !== expected, invalid('metadata.name', name, 'must be spec.names.plural+"."+spec.group')),
    ...errorIf(spec.text('group') === '', required('spec.group')),
    ...scopeErrors(spec.text('scope')),
    ...versionErrors(spec),
    ...['plural', 'singular', 'kind', 'listKind']
      .filter((member) => names.text(member) === '')
      .map((member) => required(`spec.names.${member}`)),
    ...(before === undefined
      ? []
      : [
          ...immutableErrors('spec.group', spec.text('group'), before.text('group')),
          ...immutableErrors('spec.scope', spec.text('scope'), before.text('scope')),
        ]),
  ];
}

const SCOPES = ['Cluster', 'Namespaced'];

function scopeErrors(scope: string): readonly FieldError[] {
  if (scope === '') return [required('spec.scope')];
  return errorIf(!SCOPES.includes(scope), notSupported('spec.scope', word(scope), SCOPES));
}

function versionErrors(spec: Fields): readonly FieldError[] {
  const versions = items(spec, 'versions');
  const stored = versions.filter((version) => version.flag('storage')).length;
  const detail = 'must have exactly one version marked as storage version';
  return [
    ...errorIf(stored !== 1, invalid('spec.versions', { json: JSON.stringify(spec.json('versions') ?? null) }, detail)),
    ...versions.flatMap((version, index) =>
      errorIf(
        version.object('schema') === undefined,
        required(`spec.versions[${index}].schema.openAPIV3Schema`, 'schemas are required'),
      ),
    ),
  ];
}
