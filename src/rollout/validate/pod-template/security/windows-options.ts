import { subdomainFaults } from '../../../../resources/names/dns-names.ts';
import type { Fields } from '../../../reading/fields.ts';
import { type FieldError, invalidFor, word } from '../../field-error.ts';
import { maybeBelow, maybeText } from '../../parts.ts';
import type { GoNames } from '../go-named.ts';

/** `windowsOptions` as errors show them. */
export const WINDOWS_FIELDS: GoNames = [
  { go: 'GMSACredentialSpecName', json: 'gmsaCredentialSpecName' },
  { go: 'GMSACredentialSpec', json: 'gmsaCredentialSpec' },
  'RunAsUserName',
  'HostProcess',
];

/** What is wrong with `windowsOptions` of a security context. */
export function windowsErrors(securityContext: Fields, contextPath: string): readonly FieldError[] {
  const options = maybeBelow(securityContext, 'windowsOptions');
  if (options === undefined) return [];
  const checks = [
    ['gmsaCredentialSpecName', subdomainFaults],
    ['gmsaCredentialSpec', credentialFaults],
    ['runAsUserName', userFaults],
  ] as const;
  return checks.flatMap(([name, faults]) => {
    const text = maybeText(options, name);
    return text === undefined ? [] : invalidFor(`${contextPath}.windowsOptions.${name}`, word(text), faults(text));
  });
}

const LARGEST_CREDENTIAL_KIB = 64;
const LONGEST_DOMAIN = 256;
const LONGEST_USER = 104;

function credentialFaults(spec: string): readonly string[] {
  if (spec === '') return ['gmsaCredentialSpec cannot be an empty string'];
  const isLarge = bytes(spec) > LARGEST_CREDENTIAL_KIB * 1024;
  return isLarge ? [`gmsaCredentialSpec size must be under ${LARGEST_CREDENTIAL_KIB} KiB`] : [];
}

const DNS_LABEL = '[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?';
const DNS_DOMAIN = new RegExp(`^${DNS_LABEL}(?:\\.${DNS_LABEL})*$`);
const NETBIOS_DOMAIN = /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/u;

/** A user, maybe with a domain before a backslash. */
function userFaults(name: string): readonly string[] {
  if (name === '') return ['runAsUserName cannot be an empty string'];
  if (/[\0-\x1f\x7f]/.test(name)) return ['runAsUserName cannot contain control characters'];
  const parts = name.split('\\');
  if (parts.length > 2) return ['runAsUserName cannot contain more than one backslash'];
  const domain = parts.length === 2 ? domainFaults(parts[0] ?? '') : [];
  return [...domain, ...loginFaults(parts.at(-1) ?? '')];
}

function domainFaults(domain: string): readonly string[] {
  return [
    ...(bytes(domain) >= LONGEST_DOMAIN
      ? [`runAsUserName's Domain length must be under ${LONGEST_DOMAIN} characters`]
      : []),
    ...(NETBIOS_DOMAIN.test(domain) || DNS_DOMAIN.test(domain)
      ? []
      : ["runAsUserName's Domain doesn't match the NetBios nor the DNS format"]),
  ];
}

function loginFaults(user: string): readonly string[] {
  return [
    ...(user === '' ? ["runAsUserName's User cannot be empty"] : []),
    ...(bytes(user) > LONGEST_USER
      ? [`runAsUserName's User length must not be longer than ${LONGEST_USER} characters`]
      : []),
    ...(/^[. ]+$/.test(user) ? ["runAsUserName's User cannot contain only periods or spaces"] : []),
    ...(/["/\\:;|=,+*?<>@[\]]/.test(user)
      ? [`runAsUserName's User cannot contain the following characters: "/\\:;|=,+*?<>@[]`]
      : []),
  ];
}

function bytes(text: string): number {
  return new TextEncoder().encode(text).length;
}
