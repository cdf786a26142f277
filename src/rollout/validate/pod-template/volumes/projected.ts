import type { Fields } from '../../../reading/fields.ts';
import { errorIf, type FieldError, forbidden, invalid, required } from '../../field-error.ts';
import { items } from '../../parts.ts';
import { modeErrors, ownFileErrors } from '../paths.ts';
import { missingErrors } from '../words.ts';
import { podCertificateErrors, trustBundleErrors } from './certificates.ts';
import { downwardFileErrors, keyToPathErrors } from './files.ts';
import { TakenPaths } from './taken-paths.ts';

/** Files of several sources in one volume. Two sources may not write the same file. */
export function projectedErrors(source: Fields, path: string): readonly FieldError[] {
  const taken = new TakenPaths(path);
  return [
    ...modeErrors(source.whole('defaultMode'), `${path}.defaultMode`),
    ...items(source, 'sources').flatMap((part, index) => partErrors(part, `${path}.sources[${index}]`, taken)),
  ];
}

type PartErrors = (part: Fields, path: string, taken: TakenPaths) => readonly FieldError[];

const KINDS: readonly (readonly [name: string, errors: PartErrors])[] = [
  ['secret', keyedErrors],
  ['configMap', keyedErrors],
  ['downwardAPI', downwardPartErrors],
  ['serviceAccountToken', tokenErrors],
  ['clusterTrustBundle', trustBundleErrors],
  ['podCertificate', podCertificateErrors],
];

function partErrors(part: Fields, path: string, taken: TakenPaths): readonly FieldError[] {
  const given = KINDS.filter(([name]) => part.object(name) !== undefined);
  return [
    ...given.flatMap(([name, errors]) => errors(part.below(name), `${path}.${name}`, taken)),
    ...errorIf(given.length > 1, forbidden(path, 'may not specify more than 1 volume type per source')),
  ];
}

function keyedErrors(part: Fields, path: string, taken: TakenPaths): readonly FieldError[] {
  return [
    ...missingErrors(part, path, ['name']),
    ...items(part, 'items').flatMap((item, index) => {
      const file = item.text('path');
      return [
        ...keyToPathErrors(item, `${path}.items[${index}]`),
        ...(file === '' ? [] : taken.take(file, part.text('name'))),
      ];
    }),
  ];
}

function downwardPartErrors(part: Fields, path: string, taken: TakenPaths): readonly FieldError[] {
  return items(part, 'items').flatMap((file) => [
    ...downwardFileErrors(file, path),
    ...(file.text('path') === '' ? [] : taken.take(file.text('path'))),
  ]);
}

const SHORTEST_TOKEN = 10 * 60;
const LONGEST_TOKEN = 2 ** 32;

/** Where the token goes, upstream reports for the whole volume. */
function tokenErrors(part: Fields, path: string, { volumePath }: TakenPaths): readonly FieldError[] {
  const seconds = part.whole('expirationSeconds') ?? 3600;
  const at = `${path}.expirationSeconds`;
  const file = part.text('path');
  return [
    ...errorIf(seconds < SHORTEST_TOKEN, invalid(at, seconds, 'may not specify a duration less than 10 minutes')),
    ...errorIf(seconds > LONGEST_TOKEN, invalid(at, seconds, 'may not specify a duration larger than 2^32 seconds')),
    ...(file === '' ? [required(`${volumePath}.path`)] : ownFileErrors(file, `${volumePath}.path`)),
  ];
}
