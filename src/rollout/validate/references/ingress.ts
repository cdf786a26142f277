import type { JsonObject } from '../../../core/json.ts';
import { Fields } from '../../reading/fields.ts';
import { errorIf, type FieldError, invalid } from '../field-error.ts';
import { items, maybeBelow, texts } from '../parts.ts';

const PATH = 'spec.strategy.canary.trafficRouting';

/** How a router names its ingresses: one or a list. */
const ROUTERS = [
  { router: 'nginx', one: 'stableIngress', many: 'stableIngresses' },
  { router: 'alb', one: 'ingress', many: 'ingresses' },
] as const;

/** An ingress of the Rollout must have a rule for the service whose traffic is split. Others are not looked at. */
export function ingressErrors(ingress: JsonObject, rollout: JsonObject): readonly FieldError[] {
  const canary = new Fields(rollout).below('spec').below('strategy').below('canary');
  const name = new Fields(ingress).below('metadata').text('name');
  for (const { router, one, many } of ROUTERS) {
    const settings = maybeBelow(canary.below('trafficRouting'), router);
    const isListed = settings !== undefined && texts(settings, many).includes(name);
    if (settings === undefined || (!isListed && settings.text(one) !== name)) continue;
    const service = settings.text('rootService') || canary.text('stableService');
    const text = `ingress \`${name}\` has no rules using service ${service} backend`;
    return errorIf(!hasRule(ingress, service), invalid(`${PATH}.${router}.${isListed ? many : one}`, name, text));
  }
  return [];
}

function hasRule(ingress: JsonObject, service: string): boolean {
  return items(new Fields(ingress).below('spec'), 'rules')
    .flatMap((rule) => items(rule.below('http'), 'paths'))
    .map((path) => maybeBelow(path.below('backend'), 'service'))
    .some((backend) => backend !== undefined && backend.text('name') === service);
}
