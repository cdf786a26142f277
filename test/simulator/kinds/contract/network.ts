import type { JsonObject } from '../../../../src/core/json.ts';
import { type Change, changed, created, type KindCase } from './kind-case.ts';

const SERVICES = '/api/v1/namespaces/NS/services';
const INGRESSES = '/apis/networking.k8s.io/v1/namespaces/NS/ingresses';
const CLASSES = '/apis/networking.k8s.io/v1/ingressclasses';

function service(spec: JsonObject): JsonObject {
  return { metadata: { name: 'a' }, spec: { selector: { app: 'a' }, ports: [{ port: 80 }], ...spec } };
}

const SPECS: readonly (readonly [title: string, spec: JsonObject])[] = [
  ['a port', {}],
  [
    'ports',
    {
      ports: [
        { name: 'a', port: 80, targetPort: 'http' },
        { name: 'b', port: 81, protocol: 'UDP', appProtocol: 'http' },
      ],
    },
  ],
  ['no address', { clusterIP: 'None' }],
  ['no address and no pods', { clusterIP: 'None', selector: null }],
  ['no address and no ports', { clusterIP: 'None', ports: [] }],
  ['ports of nodes', { type: 'NodePort' }],
  ['a port of nodes by number', { type: 'NodePort', ports: [{ port: 80, nodePort: 30_777 }] }],
  ['a balancer', { type: 'LoadBalancer' }],
  ['a balancer without ports of nodes', { type: 'LoadBalancer', allocateLoadBalancerNodePorts: false }],
  ['another name', { type: 'ExternalName', externalName: 'shop.example.com', ports: null, selector: null }],
  ['another name that is missing', { type: 'ExternalName' }],
  ['one client, one pod', { sessionAffinity: 'ClientIP' }],
  ['addresses from outside', { externalIPs: ['203.0.113.5'] }],
  ['no ports', { ports: [] }],
  ['ports without names', { ports: [{ port: 80 }, { port: 81 }] }],
  [
    'ports that are none',
    {
      ports: [
        { name: 'A', port: 0, targetPort: 'x--y' },
        { name: 'b', port: 99_999, targetPort: -1, protocol: 'HTTP' },
      ],
    },
  ],
  [
    'a port twice',
    {
      ports: [
        { name: 'a', port: 80 },
        { name: 'a', port: 80 },
      ],
    },
  ],
  ['a port of nodes that there are not', { ports: [{ port: 80, nodePort: 30_001 }] }],
  ['a type that is none', { type: 'Canary' }],
  ['an affinity that is none', { sessionAffinity: 'Sometimes' }],
  ['a bad selector', { selector: { 'a b': '-' } }],
  ['an address that is none', { clusterIP: 'here' }],
  ['policies that are none', { internalTrafficPolicy: 'Far', externalTrafficPolicy: 'Near', trafficDistribution: 'x' }],
  [
    'ranges without a balancer',
    { loadBalancerSourceRanges: ['10.0.0.0/8'], allocateLoadBalancerNodePorts: true, loadBalancerClass: 'x' },
  ],
  ['a number for a selector', { selector: { a: 1 } }],
  ['an unknown member', { port: 80 }],
];

const SERVICE_CHANGES: readonly Change[] = [
  ['another selector', [{ op: 'replace', path: '/spec/selector', value: { app: 'b' } }]],
  ['another port', [{ op: 'replace', path: '/spec/ports/0/port', value: 81 }]],
  [
    'the address unsaid',
    [
      { op: 'remove', path: '/spec/clusterIP' },
      { op: 'remove', path: '/spec/clusterIPs' },
    ],
  ],
  [
    'another address',
    [
      { op: 'replace', path: '/spec/clusterIP', value: '10.0.0.99' },
      { op: 'replace', path: '/spec/clusterIPs', value: ['10.0.0.99'] },
    ],
  ],
  ['ports of nodes', [{ op: 'replace', path: '/spec/type', value: 'NodePort' }]],
  [
    'another name',
    [
      { op: 'replace', path: '/spec/type', value: 'ExternalName' },
      { op: 'add', path: '/spec/externalName', value: 'a.b' },
    ],
  ],
];

const PORT_CHANGES: readonly Change[] = [
  ['no ports of nodes', [{ op: 'replace', path: '/spec/type', value: 'ClusterIP' }]],
  ['ports of nodes unsaid', [{ op: 'remove', path: '/spec/ports/0/nodePort' }]],
  ['another port', [{ op: 'replace', path: '/spec/ports/0/port', value: 81 }]],
];

function ingress(spec: JsonObject, annotations: JsonObject = {}): JsonObject {
  return { metadata: { name: 'a', annotations }, spec };
}

const BACKEND: JsonObject = { service: { name: 'a', port: { number: 80 } } };

function paths(...list: readonly JsonObject[]): JsonObject {
  return ingress({ rules: [{ host: 'a.b', http: { paths: list } }] });
}

const INGRESS: readonly (readonly [title: string, body: JsonObject])[] = [
  ['a path', paths({ path: '/', pathType: 'Prefix', backend: BACKEND })],
  ['a backend for all', ingress({ defaultBackend: BACKEND, ingressClassName: 'nginx' })],
  ['a certificate', ingress({ defaultBackend: BACKEND, tls: [{ hosts: ['a.b', '*.b'], secretName: 'a' }] })],
  ['nothing', ingress({})],
  ['no paths', paths()],
  ['a path without type', paths({ path: '/', backend: BACKEND })],
  ['a type that is none', paths({ path: '/', pathType: 'Regex', backend: BACKEND })],
  [
    'paths that are none',
    paths(
      { path: 'a', pathType: 'Exact', backend: BACKEND },
      { path: '/a//b/.', pathType: 'Prefix', backend: BACKEND },
      { path: 'x', pathType: 'ImplementationSpecific', backend: BACKEND },
    ),
  ],
  [
    'backends that are none',
    paths(
      { path: '/', pathType: 'Exact', backend: {} },
      { path: '/', pathType: 'Exact', backend: { service: { name: 'A', port: {} } } },
      { path: '/', pathType: 'Exact', backend: { service: { port: { name: 'x', number: 1 } } } },
    ),
  ],
  [
    'a backend that is a resource',
    paths(
      { path: '/', pathType: 'Exact', backend: { resource: { kind: 'A', name: 'b' } } },
      { path: '/', pathType: 'Exact', backend: { resource: {} } },
    ),
  ],
  [
    'hosts that are none',
    ingress({ rules: [{ host: '10.1.2.3' }, { host: 'A' }, { host: '*.x.*' }, { host: '*.a.b' }] }),
  ],
  [
    'hosts of certificates that are none',
    ingress({ defaultBackend: BACKEND, tls: [{ hosts: ['A', '*'], secretName: 'B' }] }),
  ],
  ['two classes', ingress({ defaultBackend: BACKEND, ingressClassName: 'a' }, { 'kubernetes.io/ingress.class': 'b' })],
  ['a number for a path', paths({ path: 1, pathType: 'Exact', backend: BACKEND })],
];

const INGRESS_CHANGES: readonly Change[] = [
  ['annotations', [{ op: 'add', path: '/metadata/annotations', value: { a: 'b' } }]],
  ['another backend', [{ op: 'replace', path: '/spec/defaultBackend/service/name', value: 'b' }]],
  ['no backend', [{ op: 'remove', path: '/spec/defaultBackend' }]],
];

export const NETWORK_CASES: readonly KindCase[] = [
  ...SPECS.map(([title, spec]) => created(`a Service: ${title}`, SERVICES, service(spec))),
  ...changed('a Service', SERVICES, service({}), SERVICE_CHANGES),
  ...changed(
    'a Service of node ports',
    SERVICES,
    { ...service({ type: 'NodePort' }), metadata: { name: 'b' } },
    PORT_CHANGES,
  ),
  ...INGRESS.map(([title, body]) => created(`an Ingress: ${title}`, INGRESSES, body)),
  ...changed('an Ingress', INGRESSES, ingress({ defaultBackend: BACKEND }), INGRESS_CHANGES),
  created('an IngressClass', CLASSES, {
    metadata: { name: 'made-for-this' },
    spec: { controller: 'shop/nginx', parameters: { kind: 'A', name: 'b' } },
  }),
];
