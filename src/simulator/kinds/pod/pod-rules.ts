import { isJsonObject, type Json, type JsonObject } from '../../../core/json.ts';
import { Fields } from '../../../rollout/reading/fields.ts';
import { fillAbsent, inMember } from '../fill/fill.ts';
import { fillOwnPodSpec } from '../fill/pod-spec.ts';
import { qualityOf } from './quality-of-service.ts';

/** What a pod is where it does not say. Its class of service never changes: who writes a status without it leaves it as it is. */
export function fillPod(pod: JsonObject): JsonObject {
  const filled = inMember(pod, 'spec', fillOwnPodSpec);
  return inMember(filled, 'status', (status) =>
    status['phase'] === undefined
      ? status
      : fillAbsent(status, { qosClass: qualityOf(new Fields(filled).below('spec')) }),
  );
}

/** What the API server adds to a new pod: how long it stays on a node that is lost, its priority, and that it waits. */
export function admitPod(pod: JsonObject): JsonObject {
  const admitted = inMember(pod, 'spec', (spec) =>
    fillAbsent(withTolerations(spec), { priority: 0, preemptionPolicy: 'PreemptLowerPriority' }),
  );
  const spec = new Fields(admitted).below('spec');
  const isGated = spec.list('schedulingGates').length > 0;
  return {
    ...admitted,
    status: {
      ...(isGated && {
        conditions: [{ ...GATED, lastTransitionTime: new Fields(pod).below('metadata').text('creationTimestamp') }],
      }),
      phase: 'Pending',
      qosClass: qualityOf(spec),
    },
  };
}

/** What an update of a pod need not say again. */
export function keepAdmission(pod: JsonObject, old: JsonObject): JsonObject {
  const before = new Fields(old).below('spec');
  return inMember(pod, 'spec', (spec) =>
    fillAbsent(withTolerations(spec), {
      priority: before.json('priority') ?? 0,
      preemptionPolicy: before.json('preemptionPolicy') ?? 'PreemptLowerPriority',
    }),
  );
}

const GATED: JsonObject = {
  lastProbeTime: null,
  message: 'Scheduling is blocked due to non-empty scheduling gates',
  reason: 'SchedulingGated',
  status: 'False',
  type: 'PodScheduled',
};

const LOST_NODES = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'];
const PATIENCE_SECONDS = 300;

function withTolerations(spec: JsonObject): JsonObject {
  const given = new Fields(spec).list('tolerations');
  const added = LOST_NODES.filter((key) => !given.some((toleration) => toleratesLoss(toleration, key))).map(
    (key): JsonObject => ({ effect: 'NoExecute', key, operator: 'Exists', tolerationSeconds: PATIENCE_SECONDS }),
  );
  return added.length === 0 ? spec : { ...spec, tolerations: [...given, ...added] };
}

/** Whether a toleration is about this taint, or about all, whatever it says of it. */
function toleratesLoss(toleration: Json, key: string): boolean {
  if (!isJsonObject(toleration)) return false;
  const fields = new Fields(toleration);
  return ['', key].includes(fields.text('key')) && ['', 'NoExecute'].includes(fields.text('effect'));
}
