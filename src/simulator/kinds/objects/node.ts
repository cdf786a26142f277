import type { JsonObject } from '../../../core/json.ts';
import { sameJson } from '../../../core/same-json.ts';
import { Fields } from '../../../rollout/reading/fields.ts';
import { items, textsByName } from '../../../rollout/validate/parts.ts';
import type { ApiKind } from '../../api/kind.ts';
import { builtIn } from '../built-in-kind.ts';
import { ageColumn, nameColumn, textColumn, wide } from '../columns/shared-columns.ts';
import { inMember } from '../fill/fill.ts';

export const nodes: ApiKind = builtIn({
  group: '',
  version: 'v1',
  kind: 'Node',
  plural: 'nodes',
  shortNames: ['no'],
  isNamespaced: false,
  hasStatus: true,
  selectable: { 'spec.unschedulable': ['spec', 'unschedulable'] },
  onCreate: taintNew,
  columns: [
    nameColumn,
    textColumn('Status', 'Whether the node takes pods.', status),
    textColumn('Roles', 'What the node is for.', roles),
    ageColumn,
    textColumn('Version', 'Version of its kubelet.', (node) => info(node).text('kubeletVersion')),
    wide(textColumn('Internal-IP', 'Its address within the cluster.', (node) => address(node, 'InternalIP'))),
    wide(textColumn('External-IP', 'Its address from outside.', (node) => address(node, 'ExternalIP'))),
    wide(textColumn('OS-Image', 'Its operating system.', (node) => known(info(node).text('osImage')))),
    wide(textColumn('Kernel-Version', 'Its kernel.', (node) => known(info(node).text('kernelVersion')))),
    wide(
      textColumn('Container-Runtime', 'What runs its containers.', (node) =>
        known(info(node).text('containerRuntimeVersion')),
      ),
    ),
  ],
});

function info(node: Fields): Fields {
  return node.below('status').below('nodeInfo');
}

function known(text: string): string {
  return text || '<unknown>';
}

function status(node: Fields): string {
  const ready = items(node.below('status'), 'conditions').findLast((condition) => condition.text('type') === 'Ready');
  const word = ready === undefined ? 'Unknown' : ready.text('status') === 'True' ? 'Ready' : 'NotReady';
  return node.below('spec').flag('unschedulable') ? `${word},SchedulingDisabled` : word;
}

const ROLE_PREFIX = 'node-role.kubernetes.io/';

function roles(node: Fields): string {
  const found = textsByName(node.below('metadata').json('labels')).flatMap(([key, value]) => {
    if (key.startsWith(ROLE_PREFIX)) return [key.slice(ROLE_PREFIX.length)];
    return key === 'kubernetes.io/role' ? [value] : [];
  });
  return [...new Set(found.filter((role) => role !== ''))].toSorted().join(',') || '<none>';
}

function address(node: Fields, type: string): string {
  const found = items(node.below('status'), 'addresses').find((each) => each.text('type') === type);
  return found?.text('address') ?? '<none>';
}

const NEW: JsonObject = { key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' };

/** A new node takes no pods until somebody finds it ready. */
function taintNew(node: JsonObject): JsonObject {
  const taints = new Fields(node).below('spec').list('taints');
  const isThere = taints.some((taint) => sameJson(taint, NEW));
  return isThere ? node : inMember(node, 'spec', (spec) => ({ ...spec, taints: [...taints, NEW] }));
}
