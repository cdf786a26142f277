import type { Json, JsonObject } from '../../../src/core/json.ts';
import { objectIn } from '../../../src/core/json-members.ts';
import { clientPhase } from '../../../src/rollout/phase/client-phase.ts';
import { readRollout } from '../../../src/rollout/reading/read-rollout.ts';
import type { Scene } from './scene.ts';

/*
 * Rollouts of every make, each with analyses: what faults are to leave as it would have been. All looks are counted, so that nothing
 * about them depends on how long things take.
 */

const API_VERSION = 'argoproj.io/v1alpha1';

/** Those whose analysis fails on release. */
const BAD = new Set(['bad', 'bad-blue-green']);

type Strategy = (name: string) => JsonObject;

const STRATEGIES: Readonly<Record<string, Strategy>> = {
  // All that steps can do without a router.
  stepped: (name) => ({
    canary: {
      steps: [
        { setWeight: 50 },
        step('web', name),
        step('job', name),
        { setWeight: 80 },
        { pause: { duration: '1s' } },
      ],
    },
  }),
  routed: (name) => ({
    canary: {
      stableService: `${name}-stable`,
      canaryService: `${name}-canary`,
      scaleDownDelaySeconds: 1,
      trafficRouting: { nginx: { stableIngress: name } },
      steps: [{ setWeight: 30 }, step('web', name), { setWeight: 70 }, { pause: { duration: '1s' } }],
    },
  }),
  'blue-green': (name) => ({
    blueGreen: {
      activeService: `${name}-active`,
      previewService: `${name}-preview`,
      scaleDownDelaySeconds: 1,
      prePromotionAnalysis: analysis('web', name),
      postPromotionAnalysis: analysis('job', name),
    },
  }),
  bad: (name) => ({ canary: { steps: [{ setWeight: 50 }, step('web', name)] } }),
  'bad-blue-green': (name) => ({
    blueGreen: {
      activeService: `${name}-active`,
      abortScaleDownDelaySeconds: 1,
      prePromotionAnalysis: analysis('web', name),
    },
  }),
};

export const FLEET = Object.keys(STRATEGIES);

/** How many looks a run of `web` takes. */
export const LOOKS = 3;

function analysis(template: string, name: string): JsonObject {
  const path = BAD.has(name) ? `bad/${name}` : name;
  const args = template === 'web' ? [{ name: 'path', value: path }] : [];
  return { templates: [{ templateName: template }], args };
}

const step = (template: string, name: string): JsonObject => ({ analysis: analysis(template, name) });

/** Brings all Rollouts up in a first version that needs no analysis. */
export async function deployFleet(scene: Scene): Promise<void> {
  await scene.apply(...templates(scene.metrics.url));
  for (const name of FLEET) await scene.apply(...around(name), rollout(name, 1));
  for (const name of FLEET) await scene.until(`${name} is up`, () => isPhase(scene, name, 'Healthy'));
}

/** Releases a version of all of them. */
export async function releaseFleet(scene: Scene, version: number): Promise<void> {
  for (const name of FLEET) await scene.apply(rollout(name, version));
}

/** What is missing for a Rollout to be in a phase, all that a user did seen. */
export function isPhase({ sight }: Scene, name: string, wanted: string): string | undefined {
  const { phase, message } = clientPhase(readRollout(sight.object('rollouts', name)), false);
  return phase === wanted ? undefined : `${name} is ${phase}: ${message}`;
}

/** How each of them ends. */
export const endOf = (name: string): string => (BAD.has(name) ? 'Degraded' : 'Healthy');

export function rollout(
  name: string,
  version: number,
  strategy: JsonObject = STRATEGIES[name]?.(name) ?? {},
): JsonObject {
  const labels = { app: name };
  return {
    apiVersion: API_VERSION,
    kind: 'Rollout',
    metadata: { name },
    spec: {
      replicas: 2,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'main', image: `nginx:${version}` }] } },
      strategy,
    },
  };
}

/** The Services and the Ingress that a Rollout names. */
function around(name: string): readonly JsonObject[] {
  const strategy = STRATEGIES[name]?.(name) ?? {};
  const [body = {}] = Object.values(strategy);
  const services = Object.entries(objectIn({ body }, 'body')).flatMap(([field, value]) =>
    field.endsWith('Service') && typeof value === 'string' ? [service(name, value)] : [],
  );
  return name === 'routed' ? [...services, ingress(name)] : services;
}

function service(app: string, name: string): JsonObject {
  const ports = [{ name: 'http', port: 80, protocol: 'TCP', targetPort: 80 }];
  return { apiVersion: 'v1', kind: 'Service', metadata: { name }, spec: { selector: { app }, ports } };
}

function ingress(name: string): JsonObject {
  const backend = { service: { name: `${name}-stable`, port: { number: 80 } } };
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name, annotations: { 'kubernetes.io/ingress.class': 'nginx' } },
    spec: { rules: [{ host: 'web.test', http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }] },
  };
}

export function template(name: string, spec: JsonObject): JsonObject {
  return { apiVersion: API_VERSION, kind: 'AnalysisTemplate', metadata: { name }, spec };
}

/** @param web  fields of the provider besides */
export function webMetric(url: string, more: JsonObject = {}, web: JsonObject = {}): JsonObject {
  return {
    name: 'web',
    count: LOOKS,
    interval: '1s',
    failureLimit: LOOKS - 1,
    successCondition: 'result > 0',
    ...more,
    provider: { web: { url, jsonPath: '{$.value}', ...web } },
  };
}

function templates(url: string): readonly JsonObject[] {
  const container = { name: 'look', image: 'busybox', command: ['sh', '-c', 'sleep 0.3'] };
  const job: Json = {
    spec: { backoffLimit: 0, template: { spec: { restartPolicy: 'Never', containers: [container] } } },
  };
  return [
    template('web', { args: [{ name: 'path' }], metrics: [webMetric(`${url}/{{args.path}}`)] }),
    template('job', { metrics: [{ name: 'job', count: 2, interval: '1s', provider: { job } }] }),
  ];
}
