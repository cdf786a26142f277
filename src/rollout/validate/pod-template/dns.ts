import { marshalJson } from '../../../core/go/json.ts';
import { subdomainFaults } from '../../../resources/names/dns-names.ts';
import type { Fields } from '../../reading/fields.ts';
import { errorIf, type FieldError, invalid, invalidFor, required } from '../field-error.ts';
import { items, maybeBelow, texts } from '../parts.ts';
import { ipErrors } from './ip-address.ts';

/** Limits of Linux' resolver. */
const MOST_SERVERS = 3;
const MOST_SEARCHES = 32;
const LONGEST_SEARCH_LIST = 2048;

/** What is wrong with `dnsConfig`, which `dnsPolicy: None` cannot do without. */
export function dnsErrors(spec: Fields, path: string): readonly FieldError[] {
  const config = maybeBelow(spec, 'dnsConfig');
  const isNone = spec.text('dnsPolicy') === 'None';
  if (config === undefined) {
    return errorIf(isNone, required(path, 'must provide `dnsConfig` when `dnsPolicy` is None'));
  }
  if (isNone && config.list('nameservers').length === 0) {
    const text = 'must provide at least one DNS nameserver when `dnsPolicy` is None';
    return [required(`${path}.nameservers`, text)];
  }
  return [
    ...serverErrors(texts(config, 'nameservers'), `${path}.nameservers`),
    ...searchErrors(texts(config, 'searches'), `${path}.searches`),
    ...items(config, 'options').flatMap((option, index) =>
      errorIf(option.text('name') === '', required(`${path}.options[${index}]`, 'must not be empty')),
    ),
  ];
}

function serverErrors(servers: readonly string[], path: string): readonly FieldError[] {
  const shown = { json: marshalJson(servers) };
  return [
    ...errorIf(
      servers.length > MOST_SERVERS,
      invalid(path, shown, `must not have more than ${MOST_SERVERS} nameservers`),
    ),
    ...servers.flatMap((server, index) => ipErrors(server, `${path}[${index}]`)),
  ];
}

function searchErrors(searches: readonly string[], path: string): readonly FieldError[] {
  const shown = { json: marshalJson(searches) };
  const length = new TextEncoder().encode(searches.join(' ')).length;
  const tooLong = `must not have more than ${LONGEST_SEARCH_LIST} characters (including spaces) in the search list`;
  return [
    ...errorIf(
      searches.length > MOST_SEARCHES,
      invalid(path, shown, `must not have more than ${MOST_SEARCHES} search paths`),
    ),
    ...errorIf(length > LONGEST_SEARCH_LIST, invalid(path, shown, tooLong)),
    ...searches
      .map((search) => search.replace(/\.$/, ''))
      .flatMap((search, index) => invalidFor(`${path}[${index}]`, search, subdomainFaults(search))),
  ];
}
