import type { JsonObject } from '../../../core/json.ts';
import { listIn, objectIn, textIn } from '../../../core/json-members.ts';
import { nameOf } from '../../metadata.ts';
import { type ObjectMetric, phaseRows, type Row } from './object-metric.ts';

/** The gauges of Rollouts. @see interfaces.md §9.1 */
export function rolloutGauges(rollouts: () => readonly JsonObject[]): readonly ObjectMetric[] {
  const each = (row: (rollout: JsonObject) => Row) => () => rollouts().values().map(row);
  return [
    {
      name: 'rollout_info',
      type: 'gauge',
      help: 'A Rollout: its strategy, traffic router and phase.',
      rows: each(info),
    },
    ...COUNTS.map(([name, help, count]) => ({
      name: `rollout_info_replicas_${name}`,
      type: 'gauge' as const,
      help,
      rows: each((rollout) => ({ labels: labelsOf(rollout), value: count(rollout) })),
    })),
    {
      name: 'rollout_phase',
      type: 'gauge',
      help: 'The phase of a Rollout, one series for each phase (DEPRECATED - use rollout_info).',
      rows: () => rollouts().values().flatMap(phases),
    },
  ];
}

const COUNTS: readonly (readonly [name: string, help: string, count: (rollout: JsonObject) => number])[] = [
  ['available', 'Pods of a Rollout that are available.', (rollout) => inStatus(rollout, 'availableReplicas')],
  [
    'unavailable',
    'Pods of a Rollout that are not available.',
    (rollout) => inStatus(rollout, 'replicas') - inStatus(rollout, 'availableReplicas'),
  ],
  ['desired', 'Pods that a Rollout asks for.', (rollout) => numberIn(objectIn(rollout, 'spec'), 'replicas') ?? 1],
  ['updated', 'Pods of the newest revision of a Rollout.', (rollout) => inStatus(rollout, 'updatedReplicas')],
];

function info(rollout: JsonObject): Row {
  const labels = {
    ...labelsOf(rollout),
    strategy: strategyOf(rollout),
    traffic_router: trafficRouterOf(rollout),
    phase: phaseOf(rollout),
  };
  return { labels, value: 1 };
}

/** One phase has no series of its own. */
const SHOWN_PHASES = ['Completed', 'Progressing', 'Paused', 'Timeout', 'Error', 'Abort'] as const;

function phases(rollout: JsonObject): readonly Row[] {
  return phaseRows({ ...labelsOf(rollout), strategy: strategyOf(rollout) }, SHOWN_PHASES, phaseOf(rollout));
}

/** What the reason of the condition Progressing means here; any other reason is plain progress. @see rollout.md §23 */
const PHASE_OF_REASON: Readonly<Record<string, string>> = {
  NewReplicaSetAvailable: 'Completed',
  RolloutPaused: 'Paused',
  ReplicaSetCreateError: 'Error',
  ProgressDeadlineExceeded: 'Timeout',
  RolloutAborted: 'Abort',
};

/** These metrics have phases of their own, which are read off the conditions. */
function phaseOf(rollout: JsonObject): string {
  const conditions = listIn(objectIn(rollout, 'status'), 'conditions');
  const find = (type: string): JsonObject | undefined => conditions.find((condition) => condition['type'] === type);
  if (find('InvalidSpec') !== undefined) return 'InvalidSpec';
  return PHASE_OF_REASON[textIn(find('Progressing'), 'reason')] ?? 'Progressing';
}

function strategyOf(rollout: JsonObject): string {
  const strategy = objectIn(objectIn(rollout, 'spec'), 'strategy');
  return ['blueGreen', 'canary'].find((kind) => strategy[kind] !== undefined) ?? 'none';
}

/** Of several routers the last one counts; those that are not listed have no name here. */
const ROUTERS = [
  ['alb', 'ALB'],
  ['ambassador', 'Ambassador'],
  ['istio', 'Istio'],
  ['nginx', 'Nginx'],
  ['smi', 'SMI'],
  ['appMesh', 'AppMesh'],
] as const;

function trafficRouterOf(rollout: JsonObject): string {
  if (strategyOf(rollout) !== 'canary') return '';
  const routing = objectIn(objectIn(objectIn(objectIn(rollout, 'spec'), 'strategy'), 'canary'), 'trafficRouting');
  return ROUTERS.findLast(([key]) => routing[key] !== undefined)?.[1] ?? '';
}

function labelsOf(rollout: JsonObject): Row['labels'] {
  return { ...nameOf(rollout) };
}

const inStatus = (rollout: JsonObject, name: string): number => numberIn(objectIn(rollout, 'status'), name) ?? 0;

function numberIn(json: JsonObject, name: string): number | undefined {
  const value = json[name];
  return typeof value === 'number' ? value : undefined;
}
