import type { Fields } from '../../../rollout/reading/fields.ts';
import {
  duplicate,
  errorIf,
  type FieldError,
  invalid,
  notSupported,
  required,
  type Shown,
  word,
} from '../../../rollout/validate/field-error.ts';
import { texts } from '../../../rollout/validate/parts.ts';
import { ipErrors } from '../../../rollout/validate/pod-template/ip-address.ts';

const PATH = 'spec.clusterIPs';
const FAMILIES = ['IPv4', 'IPv6'];
const POLICIES = ['PreferDualStack', 'RequireDualStack', 'SingleStack'];

/** What is wrong with the addresses of a Service within the cluster. */
export function addressErrors(spec: Fields): readonly FieldError[] {
  if (spec.text('type') === 'ExternalName') return [];
  const [single, addresses, families] = [spec.text('clusterIP'), texts(spec, 'clusterIPs'), texts(spec, 'ipFamilies')];
  const policy = spec.text('ipFamilyPolicy');
  return [
    ...agreementErrors(single, addresses),
    ...families.flatMap((family, index) => [
      ...errorIf(!FAMILIES.includes(family), notSupported(`spec.ipFamilies[${index}]`, word(family), FAMILIES)),
      ...errorIf(families.indexOf(family) < index, duplicate(`spec.ipFamilies[${index}]`, word(family))),
    ]),
    ...errorIf(
      policy !== '' && !POLICIES.includes(policy),
      notSupported('spec.ipFamilyPolicy', word(policy), POLICIES),
    ),
    ...formErrors(addresses),
  ];
}

/** The first of the addresses is the one that stands alone. */
function agreementErrors(single: string, addresses: readonly string[]): readonly FieldError[] {
  if (single === '')
    return errorIf(
      addresses.length > 0,
      invalid(PATH, shown(addresses), 'must be empty when `clusterIP` is not specified'),
    );
  if (addresses.length === 0) return [required(PATH)];
  return errorIf(addresses[0] !== single, invalid(PATH, shown(addresses), 'first value must match `clusterIP`'));
}

function formErrors(addresses: readonly string[]): readonly FieldError[] {
  return [
    ...addresses.flatMap((address, index) => {
      if (index > 0 || address !== 'None') return ipErrors(address, `${PATH}[${index}]`);
      return errorIf(addresses.length > 1, invalid(PATH, shown(addresses), "'None' must be the first and only value"));
    }),
    ...errorIf(addresses.length > 2, invalid(PATH, shown(addresses), 'may only hold up to 2 values')),
  ];
}

/** What is wrong with a change of them: what was given once stays, unless the Service has none any more. */
export function addressChangeErrors(spec: Fields, old: Fields): readonly FieldError[] {
  if ([spec, old].some((each) => each.text('type') === 'ExternalName')) return [];
  const [addresses, before] = [texts(spec, 'clusterIPs'), texts(old, 'clusterIPs')];
  const [first] = before;
  const at = `${PATH}[0]`;
  if (first === undefined || first === addresses[0]) return [];
  const detail = addresses.length === 0 ? 'primary clusterIP can not be unset' : 'may not change once set';
  return [invalid(at, shown(addresses), detail)];
}

function shown(addresses: readonly string[]): Shown {
  return { json: JSON.stringify(addresses) };
}
