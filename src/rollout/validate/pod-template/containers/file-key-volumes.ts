import type { Fields } from '../../../reading/fields.ts';
import { type FieldError, invalid, notFound } from '../../field-error.ts';
import { items, maybeBelow } from '../../parts.ts';
import { containersOf } from '../containers-of.ts';
import { SOURCES } from '../volumes/sources.ts';

/** Variables from files must come from volumes that are folders of the pod itself. */
export function fileKeyVolumeErrors(spec: Fields, path: string): readonly FieldError[] {
  const volumes = new Map(items(spec, 'volumes').map((volume) => [volume.text('name'), volume]));
  return containersOf(spec, path).flatMap((placed) =>
    items(placed.container, 'env').flatMap((variable, index) => {
      const reference = maybeBelow(variable.below('valueFrom'), 'fileKeyRef');
      if (reference === undefined) return [];
      const name = reference.text('volumeName');
      const at = `${placed.path}.env[${index}].valueFrom.fileKeyRef.volumeName`;
      const volume = volumes.get(name);
      if (volume === undefined) return [notFound(at, name)];
      return isEmptyFolder(volume) ? [] : [invalid(at, name, 'referenced volume must be of type emptyDir')];
    }),
  );
}

/** A volume without a source gets an empty folder. */
function isEmptyFolder(volume: Fields): boolean {
  return volume.has('emptyDir') || SOURCES.every(({ name }) => !volume.has(name));
}
