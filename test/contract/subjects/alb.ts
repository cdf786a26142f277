import type { JsonObject } from '../../../src/core/json.ts';
import { Fields } from '../../../src/rollout/reading/fields.ts';
import { alb } from '../../../src/traffic/alb/alb.ts';
import { DEFAULT_APIS, type RouterApis } from '../../../src/traffic/route.ts';
import type { Manifest } from '../../../src/traffic/router.ts';
import { type RouterSubject, rolloutWith, SERVICES } from './router-subject.ts';

interface Variant {
  readonly ingress: RouterApis['ingress'];
  readonly backend: JsonObject;
  readonly canary: JsonObject;
  readonly settings: JsonObject;
  readonly names: readonly string[];
}

function subject({ ingress, backend, canary, settings, names }: Variant): RouterSubject {
  const last = names.at(-1) ?? '';
  return {
    title: `alb with ${ingress} and ${names.length} ingresses`,
    router: alb,
    apis: { ...DEFAULT_APIS, ingress },
    rollout: rolloutWith(canary, { alb: { servicePort: 80, rootService: 'root', ...settings } }),
    before: names.map((name) => ({
      apiVersion: ingress,
      kind: 'Ingress',
      metadata: { name, namespace: 'shop', annotations: { 'kubernetes.io/ingress.class': 'alb' } },
      spec: { rules: [{ host: 'web.example.com', http: { paths: [{ path: '/', backend }] } }] },
    })),
    // The others are written before one that comes later is missed; validation misses it first.
    needed: names.slice(0, 1),
    written: names[0] ?? '',
    total: 100,
    shares: (manifests) => sharesOf(manifests.find((one) => new Fields(one).below('metadata').text('name') === last)),
    split: (weight) => ({ 'web-canary': weight, 'web-stable': 100 - weight }),
  };
}

function sharesOf(ingress: Manifest | undefined): Readonly<Record<string, number>> {
  const annotations = new Fields(ingress).below('metadata').below('annotations');
  const action = new Fields(JSON.parse(annotations.text('alb.ingress.kubernetes.io/actions.root')));
  const targets = action.below('ForwardConfig').list('TargetGroups');
  return Object.fromEntries(
    targets.map((json) => {
      const target = new Fields(json);
      return [target.text('ServiceName'), target.whole('Weight') ?? 0];
    }),
  );
}

export const albNetworking = subject({
  ingress: 'networking.k8s.io/v1',
  backend: { service: { name: 'root', port: { name: 'use-annotation' } } },
  canary: SERVICES,
  settings: { ingress: 'web' },
  names: ['web'],
});

/** A Rollout whose status names none of the pair has pong for its stable service. */
export const albExtensions = subject({
  ingress: 'extensions/v1beta1',
  backend: { serviceName: 'root', servicePort: 'use-annotation' },
  canary: { pingPong: { pingService: 'web-canary', pongService: 'web-stable' } },
  settings: { ingresses: ['web', 'web-internal'] },
  names: ['web', 'web-internal'],
});
