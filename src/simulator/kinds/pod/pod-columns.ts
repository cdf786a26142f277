import type { Fields } from '../../../rollout/reading/fields.ts';
import { items } from '../../../rollout/validate/parts.ts';
import type { Column } from '../../api/kind.ts';
import { ageColumn, nameColumn, sinceText, textColumn, wide } from '../columns/shared-columns.ts';
import { podSummary } from './pod-summary.ts';

export const podColumns: readonly Column[] = [
  nameColumn,
  textColumn('Ready', 'How many of its containers are ready.', (pod) => {
    const { ready, containers } = podSummary(pod);
    return `${ready}/${containers}`;
  }),
  textColumn('Status', 'How its containers stand, in one word.', (pod) => podSummary(pod).reason),
  textColumn('Restarts', 'How often its containers were restarted, and when last.', (pod, ageAt) => {
    const { restarts, lastRestartAt } = podSummary(pod);
    return restarts === 0 || lastRestartAt === ''
      ? String(restarts)
      : `${restarts} (${sinceText(lastRestartAt, ageAt)} ago)`;
  }),
  ageColumn,
  wide(textColumn('IP', 'Its address.', (pod) => items(pod.below('status'), 'podIPs')[0]?.text('ip') || '<none>')),
  wide(textColumn('Node', 'Where it runs.', (pod) => pod.below('spec').text('nodeName') || '<none>')),
  wide(
    textColumn('Nominated Node', 'Where it is to run once there is room.', (pod) => {
      return pod.below('status').text('nominatedNodeName') || '<none>';
    }),
  ),
  wide(textColumn('Readiness Gates', 'How many of the further conditions for being ready are true.', gatesText)),
];

function gatesText(pod: Fields): string {
  const gates = items(pod.below('spec'), 'readinessGates').map((gate) => gate.text('conditionType'));
  if (gates.length === 0) return '<none>';
  const conditions = items(pod.below('status'), 'conditions');
  const open = gates.filter(
    (type) => conditions.find((condition) => condition.text('type') === type)?.text('status') === 'True',
  );
  return `${open.length}/${gates.length}`;
}
