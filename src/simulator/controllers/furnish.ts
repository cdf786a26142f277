import type { JsonObject } from '../../core/json.ts';
import type { ApiClient, ResourceName } from '../api/client.ts';
import { NODE } from './pods/node.ts';

const NAMESPACES: ResourceName = { group: '', version: 'v1', plural: 'namespaces' };
const NODES: ResourceName = { group: '', version: 'v1', plural: 'nodes' };

/** Puts in what a new cluster has: its namespaces and its node. */
export function furnish(client: ApiClient): void {
  for (const name of ['default', 'kube-node-lease', 'kube-public', 'kube-system']) {
    client.create(NAMESPACES, { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  }
  const node = client.create(NODES, {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: NODE, labels: { 'kubernetes.io/hostname': NODE } },
  });
  client.updateStatus(NODES, { ...node, status: STATUS });
}

const ROOM: JsonObject = { cpu: '1k', memory: '10Ti', pods: '100k' };

const STATUS: JsonObject = {
  allocatable: ROOM,
  capacity: ROOM,
  conditions: [
    { lastHeartbeatTime: null, lastTransitionTime: null, reason: 'KubeletReady', status: 'True', type: 'Ready' },
  ],
};
