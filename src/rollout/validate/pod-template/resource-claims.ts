import { dnsLabelFaults, subdomainFaults } from '../../../resources/names/dns-names.ts';
import type { Fields } from '../../reading/fields.ts';
import { duplicate, errorIf, type FieldError, invalid, invalidFor, required } from '../field-error.ts';
import { maybeText } from '../parts.ts';
import { goNamed } from './go-named.ts';

/** The names by which containers may ask for the pod's claims. */
export function claimNames(claims: readonly Fields[]): ReadonlySet<string> {
  return new Set(claims.map((claim) => claim.text('name')).filter((name) => name !== ''));
}

/** What is wrong with `resourceClaims` of a pod. */
export function claimErrors(claims: readonly Fields[], path: string): readonly FieldError[] {
  const names = claims.map((claim) => claim.text('name'));
  return claims.flatMap((claim, index) => {
    const at = `${path}[${index}]`;
    return [...claimNameErrors(names, index, `${at}.name`), ...referenceErrors(claim, at)];
  });
}

function claimNameErrors(names: readonly string[], index: number, path: string): readonly FieldError[] {
  const name = names[index] ?? '';
  if (name === '') return [required(path)];
  return names.indexOf(name) < index ? [duplicate(path, name)] : invalidFor(path, name, dnsLabelFaults(name));
}

function referenceErrors(claim: Fields, path: string): readonly FieldError[] {
  const given = ['resourceClaimName', 'resourceClaimTemplateName'].flatMap((field) => {
    const name = maybeText(claim, field);
    return name === undefined ? [] : [{ field, name }];
  });
  const shown = goNamed(claim, ['Name', 'ResourceClaimName', 'ResourceClaimTemplateName']);
  const both = 'at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified';
  const none = 'must specify one of: `resourceClaimName`, `resourceClaimTemplateName`';
  return [
    ...errorIf(given.length === 2, invalid(path, shown, both)),
    ...errorIf(given.length === 0, invalid(path, shown, none)),
    ...given.flatMap(({ field, name }) => invalidFor(`${path}.${field}`, name, subdomainFaults(name))),
  ];
}
