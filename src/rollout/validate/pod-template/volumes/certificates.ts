import { quote } from '../../../../core/go/quote.ts';
import { dnsLabelFaults, subdomainFaults } from '../../../../resources/names/dns-names.ts';
import { lengthFaults } from '../../../../resources/names/name-rule.ts';
import { pointer } from '../../../hash/go-type.ts';
import { labelSelector } from '../../../pod-template/metadata.ts';
import type { Fields } from '../../../reading/fields.ts';
import { errorIf, type FieldError, invalid, notSupported, required, tooLong } from '../../field-error.ts';
import { selectorErrors, shownSelector } from '../../label-selector.ts';
import { maybeText } from '../../parts.ts';
import { type GoNames, goNamed } from '../go-named.ts';
import { ownFileErrors } from '../paths.ts';
import { missingErrors } from '../words.ts';
import type { TakenPaths } from './taken-paths.ts';

const BUNDLE: GoNames = [
  'Name',
  'SignerName',
  { go: 'LabelSelector', type: pointer(labelSelector) },
  'Optional',
  'Path',
];

/** Certificates to trust: a bundle by its name, or all of a signer. */
export function trustBundleErrors(part: Fields, path: string, taken: TakenPaths): readonly FieldError[] {
  const file = part.text('path');
  return [
    ...whichErrors(part, path),
    ...missingErrors(part, path, ['path']),
    ...ownFileErrors(file, `${path}.path`),
    ...taken.take(file),
  ];
}

function whichErrors(part: Fields, path: string): readonly FieldError[] {
  const name = maybeText(part, 'name');
  const signer = maybeText(part, 'signerName');
  if (name !== undefined && signer !== undefined)
    return [invalid(path, goNamed(part, BUNDLE), 'only one of name and signerName may be used')];
  if (name !== undefined) return bundleErrors(name, part, path);
  if (signer === undefined) return [required(path, 'either name or signerName must be specified')];
  return [
    ...errorIf(signer === '', required(`${path}.signerName`, 'must be a valid signer name')),
    ...signerErrors(signer, `${path}.signerName`),
    ...selectorErrors(part.json('labelSelector'), `${path}.labelSelector`),
  ];
}

function bundleErrors(name: string, part: Fields, path: string): readonly FieldError[] {
  const selector = part.json('labelSelector');
  const unset = 'labelSelector must be unset if name is specified';
  return [
    ...errorIf(name === '', required(`${path}.name`, 'must be a valid object name')),
    ...subdomainFaults(ownName(name)).map((fault) =>
      invalid(`${path}.name`, name, `not a valid clustertrustbundlename: ${fault}`),
    ),
    ...errorIf(selector !== undefined, invalid(`${path}.labelSelector`, shownSelector(selector), unset)),
  ];
}

/** What stands behind the signer in `example.com:signer:name`. */
function ownName(name: string): string {
  return name.slice(name.lastIndexOf(':') + 1);
}

const LONGEST_DOMAIN = 253;
const LONGEST_SIGNER = 571;
const SIGNER_FORM = "must be a fully qualified domain and path of the form 'example.com/signer-name'";

/** What is wrong with the name of a signer: a domain and a path. */
function signerErrors(signer: string, path: string): readonly FieldError[] {
  if (signer === '') return [required(path)];
  const [domain = '', name = '', ...more] = signer.split('/');
  if (!signer.includes('/') || more.length > 0) return [invalid(path, signer, SIGNER_FORM)];
  const labels = domain.split('.');
  const few = 'should be a domain with at least two segments separated by dots';
  return [
    ...errorIf(lengthFaults(domain, LONGEST_DOMAIN).length > 0, tooLong(path, LONGEST_DOMAIN)),
    ...firstFaults(labels, dnsLabelFaults).flatMap((fault) => invalid(path, domain, fault)),
    ...errorIf(labels.length < 2, invalid(path, domain, few)),
    ...firstFaults(name.split('.'), subdomainFaults).flatMap((fault) => invalid(path, name, fault)),
    ...errorIf(lengthFaults(signer, LONGEST_SIGNER).length > 0, tooLong(path, LONGEST_SIGNER)),
  ];
}

/** What is wrong with the first part that is not good; what follows would only say it again. */
function firstFaults(parts: readonly string[], faults: (part: string) => readonly string[]): readonly string[] {
  const bad = parts.find((part) => faults(part).length > 0);
  return bad === undefined ? [] : faults(bad).map((fault) => `validating label ${quote(bad)}: ${fault}`);
}

const KEY_TYPES = ['RSA3072', 'RSA4096', 'ECDSAP256', 'ECDSAP384', 'ECDSAP521', 'ED25519'];
const DAY = 24 * 60 * 60;
const SHORTEST_LIFE = 60 * 60;
const FILES = ['credentialBundlePath', 'keyPath', 'certificateChainPath'];

/** A certificate for the pod itself. */
export function podCertificateErrors(part: Fields, path: string, taken: TakenPaths): readonly FieldError[] {
  const signer = part.text('signerName');
  const keyType = part.text('keyType');
  const files = FILES.filter((field) => part.text(field) !== '');
  const none = 'specify at least one of credentialBundlePath, keyPath, and certificateChainPath';
  return [
    ...signerErrors(signer, `${path}.signerName`),
    ...errorIf(!KEY_TYPES.includes(keyType), notSupported(`${path}.keyType`, keyType, KEY_TYPES)),
    ...lifeErrors(part.whole('maxExpirationSeconds'), signer, `${path}.maxExpirationSeconds`),
    ...files.flatMap((field) => {
      const file = part.text(field);
      return [...ownFileErrors(file, `${path}.${field}`), ...taken.take(file)];
    }),
    ...errorIf(files.length === 0, required(path, none)),
  ];
}

function lifeErrors(seconds: number | undefined, signer: string, path: string): readonly FieldError[] {
  if (seconds === undefined) return [];
  const [host = ''] = signer.split('/', 1);
  const isKubernetes = host === 'kubernetes.io' || host.endsWith('.kubernetes.io');
  const longest = isKubernetes ? DAY : 91 * DAY;
  const text = (bound: string): string => `if provided, maxExpirationSeconds must be ${bound}`;
  return [
    ...errorIf(seconds < SHORTEST_LIFE, invalid(path, seconds, text(`>= ${SHORTEST_LIFE}`))),
    ...errorIf(seconds > longest, invalid(path, seconds, text(`<= ${longest}`))),
  ];
}
