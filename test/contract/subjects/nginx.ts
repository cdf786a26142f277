import type { JsonObject } from '../../../src/core/json.ts';
import { Fields } from '../../../src/rollout/reading/fields.ts';
import { nginx } from '../../../src/traffic/nginx.ts';
import { DEFAULT_APIS, type RouterApis } from '../../../src/traffic/route.ts';
import { type RouterSubject, rolloutWith, SERVICES } from './router-subject.ts';

const PREFIX = 'nginx.ingress.kubernetes.io';
const TOTAL = 200;

function subject(ingress: RouterApis['ingress'], backend: JsonObject): RouterSubject {
  return {
    title: `nginx with ${ingress}`,
    router: nginx,
    apis: { ...DEFAULT_APIS, ingress },
    rollout: rolloutWith(SERVICES, { nginx: { stableIngress: 'web' }, maxTrafficWeight: TOTAL }),
    before: [
      {
        apiVersion: ingress,
        kind: 'Ingress',
        metadata: { name: 'web', namespace: 'shop' },
        spec: { rules: [{ host: 'web.example.com', http: { paths: [{ path: '/', backend }] } }] },
      },
    ],
    needed: ['web'],
    written: 'web-web-canary',
    total: TOTAL,
    shares(manifests) {
      const canary = new Fields(
        manifests.find((one) => new Fields(one).below('metadata').text('name') === 'web-web-canary'),
      );
      const annotations = canary.below('metadata').below('annotations');
      const [service = ''] = /web-canary|web-stable/.exec(JSON.stringify(canary.below('spec').list('rules'))) ?? [];
      const weight = Number(annotations.text(`${PREFIX}/canary-weight`));
      return { [service]: weight, 'web-stable': Number(annotations.text(`${PREFIX}/canary-weight-total`)) - weight };
    },
    split: (canary) => ({ 'web-canary': canary, 'web-stable': TOTAL - canary }),
  };
}

export const nginxNetworking = subject('networking.k8s.io/v1', {
  service: { name: 'web-stable', port: { number: 80 } },
});

export const nginxExtensions = subject('extensions/v1beta1', { serviceName: 'web-stable', servicePort: 80 });
