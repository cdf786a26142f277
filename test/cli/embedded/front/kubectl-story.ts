/** One command of the story. */
export interface Step {
  /** On the command line; a file of `FILES` by its name with an @ in front. */
  readonly words: readonly string[];
  /** In what it says, on both outputs. */
  readonly says: string | RegExp;
  /** How it ends. Default 0. */
  readonly code?: number;
  /** From where on the real cluster says other things on purpose. Default: nowhere. */
  readonly comparedUpTo?: string;
}

const DEPLOYMENT = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {app: web}}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: "shop/web:1", ports: [{containerPort: 8080}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}
`;

const ROLLOUT = `
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: {name: shop, labels: {app: shop}}
spec:
  replicas: 1
  selector: {matchLabels: {app: shop}}
  template:
    metadata: {labels: {app: shop}}
    spec: {containers: [{name: shop, image: "shop/shop:1"}]}
  strategy: {canary: {steps: [{setWeight: 20}, {pause: {}}]}}
`;

/** Files that the story's commands name. */
export const FILES = {
  web: DEPLOYMENT,
  shop: ROLLOUT,
  shopOfThree: ROLLOUT.replace('replicas: 1', 'replicas: 3'),
  shopWithTypo: ROLLOUT.replace('replicas: 1', 'replica: 1'),
} as const;

/** Commands that make, show, change and delete objects, one after the other. */
export const STORY: readonly Step[] = [
  // What kubectl makes by itself.
  { words: ['create', 'configmap', 'settings', '--from-literal=colour=green'], says: 'configmap/settings created' },
  { words: ['create', 'secret', 'generic', 'login', '--from-literal=user=me'], says: 'secret/login created' },
  { words: ['create', 'deployment', 'db', '--image=shop/db:1', '--port=5432'], says: 'deployment.apps/db created' },
  { words: ['get', 'configmap,secret', '-o', 'yaml'], says: 'colour: green' },
  // Files.
  { words: ['create', '-f', '@web'], says: 'service/web created' },
  { words: ['create', '-f', '@web'], says: 'deployments.apps "web" already exists', code: 1 },
  { words: ['apply', '--server-side', '-f', '@shop'], says: 'rollout.argoproj.io/shop serverside-applied' },
  { words: ['apply', '--server-side', '-f', '@shopWithTypo'], says: 'field not declared in schema', code: 1 },
  {
    words: ['apply', '--server-side', '--field-manager=other', '-f', '@shopOfThree'],
    says: 'conflict with "kubectl": .spec.replicas',
    code: 1,
  },
  {
    words: ['apply', '--server-side', '--field-manager=other', '--force-conflicts', '-f', '@shopOfThree'],
    says: 'serverside-applied',
  },
  {
    words: ['wait', '--for=condition=Available', 'deployment/web', 'deployment/db', '--timeout=20s'],
    says: 'condition met',
  },
  // Seen as tables, as YAML, in words.
  { words: ['get', 'deployments,services,rollouts'], says: /shop +3 / },
  { words: ['get', 'pods', '-o', 'wide', '-l', 'app=web'], says: 'READINESS GATES' },
  { words: ['get', 'pods', '--show-labels', '--field-selector', 'status.phase=Running'], says: 'app=db' },
  { words: ['get', 'replicasets', '--sort-by=.metadata.name'], says: /web-\w+ +2 +2 +2/ },
  { words: ['get', 'rollout', 'shop', '-o', 'yaml'], says: 'setWeight: 20' },
  { words: ['get', 'rollout', 'shop', '-o', 'yaml', '--show-managed-fields'], says: 'manager: other' },
  { words: ['get', 'deployment', 'web', '-o', 'yaml'], says: 'readyReplicas: 2' },
  { words: ['get', 'pod', 'nosuch'], says: 'Error from server (NotFound): pods "nosuch" not found', code: 1 },
  { words: ['get', 'nosuch'], says: 'the server doesn\'t have a resource type "nosuch"', code: 1 },
  { words: ['describe', 'deployment', 'web'], says: 'Scaled up replica set', comparedUpTo: 'Events:' },
  { words: ['describe', 'service', 'web'], says: '8080/TCP', comparedUpTo: 'Endpoints:' },
  { words: ['describe', 'rollout', 'shop'], says: 'Set Weight:  20' },
  { words: ['describe', 'pods', '-l', 'app=db'], says: 'Image:          shop/db:1', comparedUpTo: 'Events:' },
  { words: ['get', 'pods', '--chunk-size=1', '-l', 'app'], says: /db-\S+ +1\/1 +Running[^]*web-/ },
  // Changed.
  { words: ['patch', 'rollout', 'shop', '--type=merge', '-p', '{"spec":{"paused":true}}'], says: 'shop patched' },
  {
    words: ['patch', 'rollout', 'shop', '--type=json', '-p', '[{"op":"replace","path":"/spec/replicas","value":2}]'],
    says: 'shop patched',
  },
  {
    words: ['patch', 'rollout', 'shop', '--type=json', '-p', '[{"op":"test","path":"/spec/replicas","value":9}]'],
    says: 'the server rejected our request due to an error in our request',
    code: 1,
  },
  {
    words: ['patch', 'rollout', 'shop', '--type=merge', '--subresource=status', '-p', '{"status":{"phase":"Paused"}}'],
    says: 'shop patched',
  },
  { words: ['patch', 'deployment', 'web', '-p', '{"spec":{"minReadySeconds":1}}'], says: 'web patched' },
  { words: ['scale', 'deployment', 'web', '--replicas=3'], says: 'web scaled' },
  { words: ['scale', 'rollout', 'shop', '--replicas=4'], says: 'shop scaled' },
  {
    words: ['scale', 'rollout', 'shop', '--current-replicas=9', '--replicas=5'],
    says: 'Expected replicas to be 9, was 4',
    code: 1,
  },
  { words: ['set', 'image', 'deployment/web', 'web=shop/web:2'], says: 'web image updated' },
  { words: ['apply', '-f', '@web'], says: 'missing the kubectl.kubernetes.io/last-applied-configuration annotation' },
  { words: ['apply', '-f', '@shopOfThree'], says: 'rollout.argoproj.io/shop configured' },
  { words: ['scale', 'deployment/web', 'rollout/shop', '--replicas=4'], says: 'rollout.argoproj.io/shop scaled' },
  { words: ['label', 'rollout', 'shop', 'team=blue'], says: 'shop labeled' },
  { words: ['annotate', 'deployment', 'web', 'why=test'], says: 'web annotated' },
  {
    words: ['wait', '--for=jsonpath={.status.readyReplicas}=4', 'deployment/web', '--timeout=20s'],
    says: 'condition met',
  },
  { words: ['get', 'rollout', '-l', 'team=blue', '-o', 'jsonpath={.items[*].spec}'], says: '"replicas":4' },
  { words: ['get', 'rollout', 'shop', '-o', 'custom-columns=PHASE:.status.phase'], says: 'Paused' },
  { words: ['apply', '--server-side', '--dry-run=server', '--force-conflicts', '-f', '@shop'], says: 'server dry run' },
  // Gone.
  { words: ['delete', 'rollout', 'shop'], says: 'rollout.argoproj.io "shop" deleted' },
  { words: ['delete', 'deployment', 'db', '--wait=false'], says: 'deployment.apps "db" deleted' },
  { words: ['delete', '-f', '@web', '--cascade=foreground'], says: 'service "web" deleted' },
  { words: ['get', 'rollouts,services,deployments'], says: 'No resources found' },
];
