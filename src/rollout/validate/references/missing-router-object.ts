import { quote } from '../../../core/go/quote.ts';
import type { JsonObject } from '../../../core/json.ts';
import type { RouterObjects } from '../../observed.ts';
import { Fields } from '../../reading/fields.ts';
import { type FieldError, invalid } from '../field-error.ts';
import { items, maybeBelow, texts } from '../parts.ts';
import { readIstioName } from './istio-name.ts';

const PATH = 'spec.strategy.canary.trafficRouting';

/** How routers name their Ingresses: one or a list, and the list as upstream spells it here. */
const INGRESS_ROUTERS = [
  { router: 'alb', one: 'ingress', many: 'ingresses', said: 'ingresses' },
  { router: 'nginx', one: 'stableIngress', many: 'stableIngresses', said: 'StableIngresses' },
] as const;

/** An Ingress that a Rollout names for ALB or nginx and that is not there. nginx beside ALB is not looked at (rollout.md §3.5). */
export function missingIngress(rollout: JsonObject, { ingresses, absent }: RouterObjects): FieldError | undefined {
  const routing = routingOf(rollout);
  const named = INGRESS_ROUTERS.find(({ router }) => routing.object(router) !== undefined);
  if (named === undefined) return undefined;
  const { router, one, many, said } = named;
  const settings = routing.below(router);
  const isListed = Array.isArray(settings.json(many));
  const names = isListed ? texts(settings, many) : [settings.text(one)];
  const missing = names.find((name) => !isAmong(ingresses, name));
  if (missing === undefined) return undefined;
  const why = absent?.get('Ingress') ?? `ingress.networking.k8s.io ${quote(missing)} not found`;
  return isListed
    ? invalid(`${PATH}.${router}.${said}`, { json: JSON.stringify(names) }, why)
    : invalid(`${PATH}.${router}.${one}`, missing, why);
}

/** A VirtualService that a Rollout names for Istio and that is not there. */
export function missingVirtualService(
  rollout: JsonObject,
  { virtualServices, absent }: RouterObjects,
): FieldError | undefined {
  const istio = maybeBelow(routingOf(rollout), 'istio');
  if (istio === undefined) return undefined;
  const isListed = Array.isArray(istio.json('virtualServices'));
  const named = isListed ? items(istio, 'virtualServices') : [istio.below('virtualService')];
  const ownNamespace = new Fields(rollout).below('metadata').text('namespace');
  for (const { name, namespace } of named.map((one) => readIstioName(one.text('name'), ownNamespace))) {
    if (isAmong(virtualServices, name, namespace)) continue;
    const why = absent?.get('VirtualService') ?? `virtualservices.networking.istio.io ${quote(name)} not found`;
    return invalid(`${PATH}.istio.${isListed ? 'virtualServices' : 'virtualService'}.name`, name, why);
  }
  return undefined;
}

function routingOf(rollout: JsonObject): Fields {
  return new Fields(rollout).below('spec').below('strategy').below('canary').below('trafficRouting');
}

function isAmong(objects: readonly JsonObject[], name: string, namespace?: string): boolean {
  return objects
    .map((object) => new Fields(object).below('metadata'))
    .some(
      (metadata) =>
        metadata.text('name') === name && (namespace === undefined || metadata.text('namespace') === namespace),
    );
}
