import type { Fields } from '../../../rollout/reading/fields.ts';
import { items } from '../../../rollout/validate/parts.ts';
import type { ApiKind } from '../../api/kind.ts';
import { builtIn, OF_SPEC } from '../built-in-kind.ts';
import { balancerAddresses } from '../columns/balancer-addresses.ts';
import { ageColumn, nameColumn, textColumn } from '../columns/shared-columns.ts';
import { ingressErrors } from './ingress-errors.ts';

export const ingresses: ApiKind = builtIn({
  group: 'networking.k8s.io',
  version: 'v1',
  kind: 'Ingress',
  plural: 'ingresses',
  shortNames: ['ing'],
  isNamespaced: true,
  hasStatus: true,
  generationOf: OF_SPEC,
  errorsOf: ingressErrors,
  columns: [
    nameColumn,
    textColumn('Class', 'Which controller serves it.', (ingress) =>
      ingress.below('spec').has('ingressClassName') ? ingress.below('spec').text('ingressClassName') : '<none>',
    ),
    textColumn('Hosts', 'Hosts it has rules for.', hosts),
    textColumn('Address', 'Where it is reached.', (ingress) => balancerAddresses(ingress).join(',')),
    textColumn('Ports', 'Ports it is reached at.', (ingress) =>
      ingress.below('spec').list('tls').length === 0 ? '80' : '80, 443',
    ),
    ageColumn,
  ],
});

const MOST_HOSTS = 3;

/** Rules without a host are not told, but all rules are counted, so that the number of those left out is too low by the nameless ones told. */
function hosts(ingress: Fields): string {
  const rules = items(ingress.below('spec'), 'rules').map((rule) => rule.text('host'));
  const named = rules.flatMap((host, place) => (host === '' ? [] : [{ host, place }]));
  const told = named
    .slice(0, MOST_HOSTS)
    .map(({ host }) => host)
    .join(',');
  const last = named[MOST_HOSTS - 1]?.place ?? rules.length;
  if (told === '') return '*';
  return rules.length > last + 1 ? `${told} + ${rules.length - MOST_HOSTS} more...` : told;
}
