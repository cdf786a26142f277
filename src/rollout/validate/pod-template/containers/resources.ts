import { compareText } from '../../../../core/go/compare-text.ts';
import type { Json } from '../../../../core/json.ts';
import { dnsLabelFaults } from '../../../../resources/names/dns-names.ts';
import { compareQuantities, isWholeQuantity, roundedToMilli } from '../../../../resources/quantity.ts';
import type { Fields } from '../../../reading/fields.ts';
import {
  duplicate,
  errorIf,
  type FieldError,
  forbidden,
  invalid,
  invalidFor,
  notFound,
  required,
  word,
} from '../../field-error.ts';
import { textsByName } from '../../parts.ts';
import type { PodContext } from '../pod-context.ts';
import { isCounted, isHugePages, mayOvercommit, resourceNameErrors } from './resource-names.ts';

export interface Requirements {
  readonly limits?: Json | undefined;
  readonly requests?: Json | undefined;
  readonly claims?: readonly Fields[];
}

type Amounts = readonly (readonly [name: string, amount: string])[];

/** What is wrong with the resources that a container or pod asks for. */
export function resourceErrors(
  { limits, requests, claims = [] }: Requirements,
  path: string,
  { claimNames }: Pick<PodContext, 'claimNames'>,
): readonly FieldError[] {
  const limited = amountsOf(limits);
  const requested = amountsOf(requests);
  const names = [...limited, ...requested].map(([name]) => name);
  const isBare = names.some(isHugePages) && !names.some((name) => ['cpu', 'memory'].includes(name));
  return [
    ...limited.flatMap(([name, amount]) => amountErrors(name, amount, `${path}.limits[${name}]`)),
    ...requested.flatMap(([name, amount]) => [
      ...amountErrors(name, amount, `${path}.requests[${name}]`),
      ...requestErrors(name, amount, new Map(limited).get(name), path),
    ]),
    ...errorIf(isBare, forbidden(path, 'HugePages require cpu or memory')),
    ...claimErrors(claims, `${path}.claims`, claimNames),
  ];
}

/** Amounts in the order of their names, where Kubernetes has none; what is finer than a thousandth is rounded up. */
function amountsOf(amounts: Json | undefined): Amounts {
  return textsByName(amounts).map(([name, amount]) => [name, roundedToMilli(amount)]);
}

function amountErrors(name: string, amount: string, path: string): readonly FieldError[] {
  return [
    ...resourceNameErrors(name, path),
    ...errorIf(compareQuantities(amount, '0') < 0, invalid(path, amount, 'must be greater than or equal to 0')),
    ...errorIf(isCounted(name) && !isWholeQuantity(amount), invalid(path, word(amount), 'must be an integer')),
  ];
}

function requestErrors(name: string, amount: string, limit: string | undefined, path: string): readonly FieldError[] {
  if (limit === undefined) {
    const text = 'Limit must be set for non overcommitable resources';
    return errorIf(!mayOvercommit(name), required(`${path}.limits`, text));
  }
  const order = compareQuantities(amount, limit);
  const relation = mayOvercommit(name) ? 'less than or equal to' : 'equal to';
  const isWrong = mayOvercommit(name) ? order > 0 : order !== 0;
  return errorIf(isWrong, invalid(`${path}.requests`, amount, `must be ${relation} ${name} limit of ${limit}`));
}

function claimErrors(claims: readonly Fields[], path: string, known: ReadonlySet<string>): readonly FieldError[] {
  const taken = new Set<string>();
  const listed = known.size === 0 ? ' which is empty' : `: ${[...known].toSorted(compareText).join(', ')}`;
  return claims.flatMap((claim, index) => {
    const at = `${path}[${index}]`;
    const name = claim.text('name');
    if (name === '') return [required(at)];
    return [
      ...takenErrors(name, claim.text('request'), at, taken),
      ...errorIf(!known.has(name), notFound(at, name, `must be one of the names in pod.spec.resourceClaims${listed}`)),
    ];
  });
}

/** A claim, or one request of it, may be named once; the whole and a part of it overlap. */
function takenErrors(name: string, request: string, path: string, taken: Set<string>): readonly FieldError[] {
  if (taken.has(name)) return [duplicate(path, name)];
  const key = request === '' ? name : `${name}/${request}`;
  const parts = [...taken].filter((other) => other.startsWith(`${name}/`)).length;
  const twice = request === '' ? Array.from({ length: parts }, () => duplicate(path, name)) : [];
  const errors = [
    ...(request === '' ? [] : invalidFor(`${path}.request`, request, dnsLabelFaults(request))),
    ...errorIf(taken.has(key), duplicate(path, key)),
    ...twice,
  ];
  taken.add(key);
  return errors;
}
