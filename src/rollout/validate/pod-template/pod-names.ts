import { dnsLabelFaults, subdomainFaults } from '../../../resources/names/dns-names.ts';
import { lengthFaults } from '../../../resources/names/name-rule.ts';
import type { Fields } from '../../reading/fields.ts';
import { errorIf, type FieldError, forbidden, invalidFor, required, tooLong } from '../field-error.ts';
import { inRange } from '../numbers.ts';
import { items, maybeText, texts } from '../parts.ts';
import { ipErrors } from './ip-address.ts';
import { tolerationErrors } from './scheduling/tolerations.ts';
import { givenWordErrors } from './words.ts';

const LONGEST_HOSTNAME = 64;

/** A name for the pod's host that is not the pod's own. */
export function hostnameOverrideErrors(spec: Fields, specPath: string): readonly FieldError[] {
  const name = maybeText(spec, 'hostnameOverride');
  if (name === undefined) return [];
  const path = `${specPath}.hostnameOverride`;
  return [
    ...errorIf(spec.flag('setHostnameAsFQDN'), forbidden(path, 'may not be specified when setHostnameAsFQDN is true')),
    ...errorIf(lengthFaults(name, LONGEST_HOSTNAME).length > 0, tooLong(path, LONGEST_HOSTNAME)),
    ...invalidFor(path, name, subdomainFaults(name)),
  ];
}

/** The names that a pod gives and takes, and what stands among them. */
export function podNameErrors(spec: Fields, path: string): readonly FieldError[] {
  const deadline = spec.whole('activeDeadlineSeconds');
  return [
    ...nameErrors(spec, 'serviceAccountName', path, subdomainFaults),
    ...nameErrors(spec, 'nodeName', path, subdomainFaults),
    ...(deadline === undefined ? [] : inRange(`${path}.activeDeadlineSeconds`, deadline, 1, 2 ** 31 - 1)),
    ...nameErrors(spec, 'hostname', path, dnsLabelFaults),
    ...nameErrors(spec, 'subdomain', path, dnsLabelFaults),
    ...tolerationErrors(items(spec, 'tolerations'), `${path}.tolerations`),
    ...hostAliasErrors(spec, `${path}.hostAliases`),
    ...nameErrors(spec, 'priorityClassName', path, subdomainFaults),
    ...runtimeClassErrors(spec, `${path}.runtimeClassName`),
    ...preemptionErrors(spec, path),
  ];
}

function nameErrors(
  spec: Fields,
  field: string,
  path: string,
  faults: (name: string) => readonly string[],
): readonly FieldError[] {
  const name = spec.text(field);
  return name === '' ? [] : invalidFor(`${path}.${field}`, name, faults(name));
}

function hostAliasErrors(spec: Fields, path: string): readonly FieldError[] {
  return items(spec, 'hostAliases').flatMap((alias, index) => [
    ...ipErrors(alias.text('ip'), `${path}[${index}].ip`),
    ...texts(alias, 'hostnames').flatMap((name, place) =>
      invalidFor(`${path}[${index}].hostnames[${place}]`, name, subdomainFaults(name)),
    ),
  ]);
}

function runtimeClassErrors(spec: Fields, path: string): readonly FieldError[] {
  const name = maybeText(spec, 'runtimeClassName');
  return name === undefined ? [] : invalidFor(path, name, subdomainFaults(name));
}

function preemptionErrors(spec: Fields, path: string): readonly FieldError[] {
  if (maybeText(spec, 'preemptionPolicy') === '') return [required(`${path}.preemptionPolicy`)];
  return givenWordErrors(spec, 'preemptionPolicy', path, ['PreemptLowerPriority', 'Never']);
}
