import type { Fields } from '../../../rollout/reading/fields.ts';
import {
  errorIf,
  type FieldError,
  forbidden,
  invalid,
  notSupported,
  required,
  word,
} from '../../../rollout/validate/field-error.ts';
import { texts } from '../../../rollout/validate/parts.ts';
import { ipErrors } from '../../../rollout/validate/pod-template/ip-address.ts';

const POLICIES = ['Cluster', 'Local'];
const DISTRIBUTIONS = ['PreferClose', 'PreferSameZone', 'PreferSameNode'];

/** What is wrong with how a Service spreads and lets in traffic. */
export function policyErrors(spec: Fields): readonly FieldError[] {
  const isBalanced = spec.text('type') === 'LoadBalancer';
  const onlyBalanced = "may only be used when `type` is 'LoadBalancer'";
  return [
    ...texts(spec, 'externalIPs').flatMap((address, index) => ipErrors(address, `spec.externalIPs[${index}]`)),
    ...errorIf(
      spec.list('loadBalancerSourceRanges').length > 0 && !isBalanced,
      forbidden('spec.LoadBalancerSourceRanges', onlyBalanced),
    ),
    ...errorIf(
      spec.has('allocateLoadBalancerNodePorts') && !isBalanced,
      forbidden('spec.allocateLoadBalancerNodePorts', onlyBalanced),
    ),
    ...errorIf(spec.has('loadBalancerClass') && !isBalanced, forbidden('spec.loadBalancerClass', onlyBalanced)),
    ...externalErrors(spec),
    ...chosenErrors(spec, 'internalTrafficPolicy', POLICIES),
    ...chosenErrors(spec, 'trafficDistribution', DISTRIBUTIONS),
  ];
}

function chosenErrors(spec: Fields, member: string, supported: readonly string[]): readonly FieldError[] {
  const chosen = spec.text(member);
  return errorIf(
    spec.has(member) && !supported.includes(chosen),
    notSupported(`spec.${member}`, word(chosen), supported),
  );
}

function externalErrors(spec: Fields): readonly FieldError[] {
  const path = 'spec.externalTrafficPolicy';
  const [type, policy] = [spec.text('type'), spec.text('externalTrafficPolicy')];
  const isOpen =
    ['NodePort', 'LoadBalancer'].includes(type) || (type === 'ClusterIP' && spec.list('externalIPs').length > 0);
  if (!isOpen)
    return errorIf(policy !== '', invalid(path, policy, 'may only be set for externally-accessible services'));
  if (policy === '') return [required(path)];
  return errorIf(!POLICIES.includes(policy), notSupported(path, word(policy), POLICIES));
}
