import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { isJsonObject, type JsonObject } from '../../../src/core/json.ts';
import { objectIn, textIn } from '../../../src/core/json-members.ts';
import { pathOf } from '../../../src/kube/cluster.ts';
import { KINDS } from '../../../src/kube/kinds.ts';
import { collectionPath, objectPath, type Resource } from '../../../src/kube/resource.ts';
import { bundledProgram, ROOT } from '../../support/cli-process.ts';
import { startControllerProcess } from '../../support/controller-process.ts';
import { applyOurCrds } from '../../support/our-crds.ts';
import { openRealCluster, type RealCluster, realClusterKubeconfig } from '../../support/real-cluster.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts';

const kubeconfig = realClusterKubeconfig('the rights in manifests/');
const RBAC = 'rbac.authorization.k8s.io/v1';
const RIGHTS = {
  clusterRoles: { apiVersion: RBAC, kind: 'ClusterRole', plural: 'clusterroles' },
  clusterRoleBindings: { apiVersion: RBAC, kind: 'ClusterRoleBinding', plural: 'clusterrolebindings' },
  roles: { apiVersion: RBAC, kind: 'Role', plural: 'roles' },
  roleBindings: { apiVersion: RBAC, kind: 'RoleBinding', plural: 'rolebindings' },
} as const;
const SERVICE_ACCOUNTS: Resource = { apiVersion: 'v1', kind: 'ServiceAccount', plural: 'serviceaccounts' };
const SECRETS: Resource = { apiVersion: 'v1', kind: 'Secret', plural: 'secrets' };

describe.skipIf(kubeconfig === undefined)('the rights that manifests/ give the controller', () => {
  let real: RealCluster;
  let folder: TemporaryFolder;
  let program: string;
  let namespace: string;

  beforeAll(async () => {
    folder = temporaryFolder();
    [program, real] = await Promise.all([bundledProgram(folder.path), openRealCluster(kubeconfig ?? '')]);
    await applyOurCrds(real.cluster);
    namespace = await real.newNamespace();
  });
  afterAll(async () => {
    for (const resource of [RIGHTS.clusterRoles, RIGHTS.clusterRoleBindings]) {
      await real.cluster.request({ method: 'DELETE', path: objectPath(resource, { namespace: '', name: namespace }) });
    }
    await real.close();
    folder.remove();
  });

  it('are enough for the life of Rollouts with everything in it', { timeout: 120_000 }, async () => {
    const config = await grantedKubeconfig();
    // An instance of its own leaves the other tests of this cluster alone, though it may look at all of it.
    const flags = ['--instance-id', namespace, '--loglevel', 'debug'];
    const controller = await startControllerProcess({ program, kubeconfig: config, namespace, flags });
    for (const [resource, object] of surroundings()) await make(resource, object);
    await make(KINDS.rollouts, canary());
    await make(KINDS.rollouts, ofWorkload());
    await healthy('web');
    await patch('web', { spec: { template: { spec: { containers: [{ name: 'main', image: 'nginx:2' }] } } } });
    await controller.says('Completed all 6 canary steps');
    await healthy('web');
    await patch('web', { spec: { restartAt: new Date(Date.now() - 1_000).toISOString() } });
    await restarted('web');
    await healthy('backed');
    await scaledDown('backed');
    const metrics = await controller.metrics();
    await controller.end();
    const asked = metrics.split('\n').filter((line) => line.startsWith('controller_clientset_k8s_request_total'));
    expect(asked.filter((line) => line.includes('status_code="403"'))).toEqual([]);
    for (const kind of ['pods', 'jobs', 'secrets', 'ingresses', 'deployments', 'experiments', 'events', 'leases']) {
      expect(asked.filter((line) => line.includes(`{kind="${kind}"`))).not.toEqual([]);
    }
    expect(controller.logged().filter((line) => textIn(line, 'msg').includes('forbidden'))).toEqual([]);
  });

  /** A kubeconfig of a ServiceAccount with the roles of manifests/, under names of this test. */
  async function grantedKubeconfig(): Promise<string> {
    await make(SERVICE_ACCOUNTS, { metadata: { name: 'argo-rollouts' } });
    const subjects = [{ kind: 'ServiceAccount', name: 'argo-rollouts', namespace }];
    const [clusterRole] = objectsIn('role/argo-rollouts-clusterrole.yaml');
    await make(RIGHTS.clusterRoles, { ...clusterRole, metadata: { name: namespace } }, '');
    const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: namespace };
    await make(RIGHTS.clusterRoleBindings, { metadata: { name: namespace }, roleRef, subjects }, '');
    const [role, binding] = objectsIn('base/argo-rollouts-leader-election.yaml');
    await make(RIGHTS.roles, role ?? {});
    await make(RIGHTS.roleBindings, { ...binding, subjects });
    const path = `${objectPath(SERVICE_ACCOUNTS, { namespace, name: 'argo-rollouts' })}/token`;
    const answer = await real.cluster.request({ method: 'POST', path, body: { spec: { expirationSeconds: 3600 } } });
    const config = parse(readFileSync(kubeconfig ?? '', 'utf8')) as Kubeconfig;
    const users = config.users.map(({ name }) => ({
      name,
      user: { token: textIn(objectIn(answer, 'status'), 'token') },
    }));
    const file = folder.at('kubeconfig');
    writeFileSync(file, JSON.stringify({ ...config, users }));
    return file;
  }

  async function make({ apiVersion, kind, plural }: Resource, object: JsonObject, into = namespace): Promise<void> {
    const metadata = {
      ...objectIn(object, 'metadata'),
      labels: { 'argo-rollouts.argoproj.io/controller-instance-id': namespace },
    };
    const path = collectionPath({ apiVersion, kind, plural }, into);
    await real.cluster.request({ method: 'POST', path, body: { apiVersion, kind, ...object, metadata } });
  }

  async function patch(name: string, body: JsonObject): Promise<void> {
    const path = objectPath(KINDS.rollouts, { namespace, name });
    await real.cluster.request({ method: 'PATCH', path, patch: 'merge', body });
  }

  async function healthy(name: string): Promise<void> {
    await watched(KINDS.rollouts, name, (rollout) => textIn(objectIn(rollout, 'status'), 'phase') === 'Healthy');
  }

  /** Resolves once the restart that was asked for is over. */
  async function restarted(name: string): Promise<void> {
    await watched(KINDS.rollouts, name, (rollout) => 'restartedAt' in objectIn(rollout, 'status'));
  }

  async function scaledDown(name: string): Promise<void> {
    await watched(KINDS.deployments, name, (deployment) => objectIn(deployment, 'spec')['replicas'] === 0);
  }

  async function watched(resource: Resource, name: string, isSo: (object: JsonObject) => boolean): Promise<void> {
    const query = { watch: 'true', fieldSelector: `metadata.name=${name}` };
    for await (const line of real.cluster.lines({ path: collectionPath(resource, namespace), query })) {
      const event: unknown = JSON.parse(line);
      if (isJsonObject(event) && isSo(objectIn(event, 'object'))) return;
    }
    throw new Error(`the watch of ${pathOf(resource.plural, name)} ended`);
  }
});

interface Kubeconfig {
  readonly users: readonly { readonly name: string }[];
}

function objectsIn(file: string): readonly JsonObject[] {
  const documents = parseAllDocuments(readFileSync(join(ROOT, 'manifests', file), 'utf8'));
  return documents.map((document): unknown => document.toJS()).filter(isJsonObject);
}

const labelsOf = (app: string) => ({ app });

function podTemplate(app: string): JsonObject {
  return { metadata: { labels: labelsOf(app) }, spec: { containers: [{ name: 'main', image: 'nginx:1' }] } };
}

/** What the Rollouts name. */
function surroundings(): readonly (readonly [Resource, JsonObject])[] {
  const service = (name: string): JsonObject => ({
    metadata: { name },
    spec: { selector: labelsOf('web'), ports: [{ port: 80 }] },
  });
  const backend = { service: { name: 'stable', port: { number: 80 } } };
  const rules = [{ host: 'web.test', http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }];
  const command = ['sh', '-c', 'test "$TOKEN" = t0ken'];
  const env = [{ name: 'TOKEN', value: '{{args.token}}' }];
  const job = {
    backoffLimit: 0,
    template: { spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'alpine', command, env }] } },
  };
  const args = [{ name: 'token', valueFrom: { secretKeyRef: { name: 'token', key: 'token' } } }];
  return [
    [KINDS.services, service('stable')],
    [KINDS.services, service('canary')],
    [KINDS.ingresses, { metadata: { name: 'web' }, spec: { ingressClassName: 'nginx', rules } }],
    [SECRETS, { metadata: { name: 'token' }, stringData: { token: 't0ken' } }],
    [
      KINDS.analysisTemplates,
      { metadata: { name: 'job' }, spec: { args, metrics: [{ name: 'job', provider: { job: { spec: job } } }] } },
    ],
    [
      KINDS.deployments,
      {
        metadata: { name: 'backed' },
        spec: { replicas: 1, selector: { matchLabels: labelsOf('backed') }, template: podTemplate('backed') },
      },
    ],
  ];
}

/** Services, an Ingress, an Experiment, a Job that takes a Secret, metadata of pods. */
function canary(): JsonObject {
  const templates = [{ name: 'trial', specRef: 'canary', replicas: 1, service: {} }];
  return {
    metadata: { name: 'web' },
    spec: {
      replicas: 2,
      revisionHistoryLimit: 0,
      selector: { matchLabels: labelsOf('web') },
      template: podTemplate('web'),
      strategy: {
        canary: {
          canaryService: 'canary',
          stableService: 'stable',
          canaryMetadata: { labels: { role: 'canary' } },
          stableMetadata: { labels: { role: 'stable' } },
          scaleDownDelaySeconds: 1,
          trafficRouting: { nginx: { stableIngress: 'web' } },
          steps: [
            { setWeight: 20 },
            { pause: { duration: '1s' } },
            { experiment: { duration: '1s', templates } },
            { analysis: { templates: [{ templateName: 'job' }] } },
            { setCanaryScale: { weight: 100 } },
            { setWeight: 60 },
          ],
        },
      },
    },
  };
}

function ofWorkload(): JsonObject {
  const workloadRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'backed', scaleDown: 'onsuccess' };
  return { metadata: { name: 'backed' }, spec: { replicas: 1, workloadRef, strategy: { canary: {} } } };
}
