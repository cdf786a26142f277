import type { Json } from '../../core/json.ts';
import { labelValueFaults, qualifiedNameFaults } from '../../resources/names/qualified-name.ts';
import { type FieldError, invalidFor, tooLong } from './field-error.ts';
import { textsByName } from './parts.ts';

/** What is wrong with labels; in the order of their keys, where Kubernetes has none. */
export function labelErrors(labels: Json | undefined, path: string): readonly FieldError[] {
  return textsByName(labels).flatMap(([key, value]) => [
    ...labelNameErrors(key, path),
    ...invalidFor(path, value, labelValueFaults(value)),
  ]);
}

/** What is wrong with the key of a label. */
export function labelNameErrors(key: string, path: string): readonly FieldError[] {
  return invalidFor(path, key, qualifiedNameFaults(key));
}

const LARGEST_ANNOTATIONS = 256 * 1024;

/** What is wrong with the keys of annotations, which may be of any case, and with the size of them all. Their values may be anything. */
export function annotationErrors(annotations: Json | undefined, path: string): readonly FieldError[] {
  const entries = textsByName(annotations);
  const size = new TextEncoder().encode(entries.flat().join('')).length;
  return [
    ...entries.flatMap(([key]) => invalidFor(path, key, qualifiedNameFaults(key.toLowerCase()))),
    ...(size > LARGEST_ANNOTATIONS ? [tooLong(path, LARGEST_ANNOTATIONS)] : []),
  ];
}
