import { dnsLabelFaults } from '../../../../resources/names/dns-names.ts';
import type { Fields } from '../../../reading/fields.ts';
import { errorIf, type FieldError, invalid, invalidFor, required } from '../../field-error.ts';
import { selectorErrors } from '../../label-selector.ts';
import { labelNameErrors } from '../../labels.ts';
import { items, maybeBelow, texts } from '../../parts.ts';
import { affinityKeyErrors } from './label-keys.ts';
import { nodeTermErrors } from './node-selector.ts';

const DEMANDS = 'requiredDuringSchedulingIgnoredDuringExecution';
const WISHES = 'preferredDuringSchedulingIgnoredDuringExecution';

/** What is wrong with `affinity`: near which nodes and pods a pod wants to run. */
export function affinityErrors(affinity: Fields, path: string): readonly FieldError[] {
  return [
    ...nodeAffinityErrors(affinity.below('nodeAffinity'), `${path}.nodeAffinity`),
    ...podAffinityErrors(affinity.below('podAffinity'), `${path}.podAffinity`),
    ...podAffinityErrors(affinity.below('podAntiAffinity'), `${path}.podAntiAffinity`),
  ];
}

function nodeAffinityErrors(affinity: Fields, path: string): readonly FieldError[] {
  return [
    ...demandErrors(maybeBelow(affinity, DEMANDS), `${path}.${DEMANDS}.nodeSelectorTerms`),
    ...items(affinity, WISHES).flatMap((wish, index) => {
      const at = `${path}.${WISHES}[${index}]`;
      return [
        ...weightErrors(wish, `${at}.weight`),
        ...nodeTermErrors(wish.below('preference'), `${at}.preference`, 'wish'),
      ];
    }),
  ];
}

function demandErrors(demand: Fields | undefined, path: string): readonly FieldError[] {
  if (demand === undefined) return [];
  const terms = items(demand, 'nodeSelectorTerms');
  if (terms.length === 0) return [required(path, 'must have at least one node selector term')];
  return terms.flatMap((term, index) => nodeTermErrors(term, `${path}[${index}]`, 'demand'));
}

function podAffinityErrors(affinity: Fields, path: string): readonly FieldError[] {
  return [
    ...items(affinity, DEMANDS).flatMap((term, index) => podTermErrors(term, `${path}.${DEMANDS}[${index}]`)),
    ...items(affinity, WISHES).flatMap((wish, index) => {
      const at = `${path}.${WISHES}[${index}]`;
      return [
        ...weightErrors(wish, `${at}.weight`),
        ...podTermErrors(wish.below('podAffinityTerm'), `${at}.podAffinityTerm`),
      ];
    }),
  ];
}

function weightErrors(wish: Fields, path: string): readonly FieldError[] {
  const weight = wish.whole('weight') ?? 0;
  return errorIf(weight <= 0 || weight > 100, invalid(path, weight, 'must be in the range 1-100'));
}

function podTermErrors(term: Fields, path: string): readonly FieldError[] {
  const topologyKey = term.text('topologyKey');
  return [
    ...selectorErrors(term.json('labelSelector'), `${path}.labelSelector`),
    ...selectorErrors(term.json('namespaceSelector'), `${path}.namespaceSelector`),
    ...texts(term, 'namespaces').flatMap((name) => invalidFor(`${path}.namespace`, name, dnsLabelFaults(name))),
    ...affinityKeyErrors(term, path),
    ...errorIf(topologyKey === '', required(`${path}.topologyKey`, 'can not be empty')),
    ...labelNameErrors(topologyKey, `${path}.topologyKey`),
  ];
}
