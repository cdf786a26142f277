import type { JsonObject } from '../../core/json.ts';
import { applyMergePatch } from '../../core/merge-patch.ts';
import { HASH_LABEL } from '../hash-label.ts';
import { Fields } from '../reading/fields.ts';
import type { RouterCall } from '../traffic/routing.ts';
import type { Action, Annotations } from './action.ts';
import { sayStatus } from './say-status.ts';

/** What stands before an action is done: it says from where things change. */
export interface Before {
  readonly rollout: JsonObject;
  readonly replicaSets: readonly JsonObject[];
  readonly services: readonly JsonObject[];
}

/** An action for a person to read. */
export interface Sentence {
  /** Such as `scale ReplicaSet web-7d4 from 2 to 3`. */
  readonly text: string;
  /** What it comes to, a line each; empty where the text says it all. */
  readonly details: readonly string[];
}

/** Says what actions do one after the other: what the first ones change the later ones find changed. */
export function sayActions(actions: readonly Action[], before: Before): readonly Sentence[] {
  let now = before;
  return actions.map((action) => {
    const sentence = sayAction(action, now);
    if (action.kind === 'patchStatus') {
      now = { ...now, rollout: applyMergePatch(now.rollout, { status: action.status }) };
    }
    return sentence;
  });
}

/** Says what an action does. */
export function sayAction(action: Action, before: Before): Sentence {
  switch (action.kind) {
    case 'scale':
      return {
        text: `scale ReplicaSet ${action.replicaSet} from ${sizeOf(action.replicaSet, before)} to ${action.replicas}`,
        details: [],
      };
    case 'route':
      return {
        text: `tell ${action.routing.routers.join(' and ')}`,
        details: action.routing.calls.map(sayCall),
      };
    case 'patchStatus':
      return {
        text: 'change the status',
        details: sayStatus(action.status, new Fields(before.rollout).object('status') ?? {}),
      };
    default:
      return { text: textOf(action, before), details: [] };
  }
}

type Plain = Exclude<Action, { kind: 'scale' | 'route' | 'patchStatus' }>;

function textOf(action: Plain, before: Before): string {
  switch (action.kind) {
    case 'createReplicaSet':
      return `create ReplicaSet ${nameIn(action.object)} with ${new Fields(action.object).below('spec').whole('replicas') ?? 0} pods`;
    case 'createAnalysisRun':
      return `create AnalysisRun ${nameIn(action.object)} (${partsIn(action.object, 'metrics')})`;
    case 'createExperiment':
      return `create Experiment ${nameIn(action.object)} (${partsIn(action.object, 'templates')})`;
    case 'annotateReplicaSet':
      return `annotate ReplicaSet ${action.replicaSet}: ${sayTexts(action.annotations)}`;
    case 'selectService':
      return selection(action, before);
    case 'tell':
      return `event ${action.event.type} ${action.event.reason}: ${action.event.message}`;
    case 'scaleWorkload':
      return `scale Deployment ${action.name} to ${action.replicas}`;
    case 'annotateRollout':
      return `annotate the Rollout: ${sayTexts(action.annotations)}`;
    case 'sizeRollout':
      return `set spec.replicas of the Rollout to ${action.replicas}${action.template ? ', and take out of its template what cannot be read' : ''}`;
    case 'renewReplicaSet':
    case 'labelReplicaSet':
    case 'labelPod':
    case 'evictPod':
      return podText(action);
    default:
      return endText(action);
  }
}

type OfPods = Extract<Plain, { kind: 'renewReplicaSet' | 'labelReplicaSet' | 'labelPod' | 'evictPod' }>;

function podText(action: OfPods): string {
  switch (action.kind) {
    case 'renewReplicaSet': {
      const { replicaSet, annotations, minReadySeconds, affinity } = action;
      const parts = [
        ...(Object.keys(annotations).length > 0 ? [sayTexts(annotations)] : []),
        ...(minReadySeconds === undefined ? [] : [`minReadySeconds ${minReadySeconds}`]),
        ...(affinity === undefined ? [] : ['affinity of pods to come']),
      ];
      return `renew ReplicaSet ${replicaSet}: ${parts.join(', ')}`;
    }
    case 'labelReplicaSet':
      return `give pods to come of ReplicaSet ${action.replicaSet} ${sayTexts({ ...action.labels, ...action.podAnnotations })}`;
    case 'labelPod':
      return `give pod ${action.pod} ${sayTexts({ ...action.labels, ...action.annotations })}`;
    case 'evictPod':
      return `evict pod ${action.pod}`;
  }
}

type Ending = Extract<Plain, { kind: `delete${string}` | `terminate${string}` }>;

function endText({ kind, name }: Ending): string {
  switch (kind) {
    case 'deleteReplicaSet':
      return `delete ReplicaSet ${name}`;
    case 'terminateAnalysisRun':
      return `terminate AnalysisRun ${name}`;
    case 'deleteAnalysisRun':
      return `delete AnalysisRun ${name}`;
    case 'terminateExperiment':
      return `terminate Experiment ${name}`;
    case 'deleteExperiment':
      return `delete Experiment ${name}`;
  }
}

function selection({ service, hash, owner }: Extract<Plain, { kind: 'selectService' }>, { services }: Before): string {
  const live = services.find((one) => nameIn(one) === service);
  const now = new Fields(live).below('spec').below('selector').text(HASH_LABEL);
  const claim = owner === undefined ? '' : `, and claim it for ${owner}`;
  return `point Service ${service} at ${hash}${now === '' ? '' : `, away from ${now}`}${claim}`;
}

function sayCall(call: RouterCall): string {
  switch (call.kind) {
    case 'removeManagedRoutes':
      return 'remove the managed routes';
    case 'setHeaderRoute':
      return `set the header route ${new Fields(call.route).text('name')}`;
    case 'setMirrorRoute':
      return `set the mirror route ${new Fields(call.route).text('name')}`;
    case 'updateHash':
      return `canary is ${call.canaryHash || 'none'}, stable is ${call.stableHash || 'none'}`;
    case 'setWeight':
      return [`set weight ${call.weight}`, ...call.additional.map(sayDestination)].join(', ');
    case 'verifyWeight':
      return `look whether weight ${call.weight} is in force`;
  }
}

function sayDestination({ weight, serviceName }: { readonly weight: number; readonly serviceName: string }): string {
  return `${weight} to ${serviceName}`;
}

function sizeOf(name: string, { replicaSets }: Before): number {
  const live = replicaSets.find((set) => nameIn(set) === name);
  return new Fields(live).below('spec').whole('replicas') ?? 0;
}

function nameIn(object: JsonObject): string {
  const metadata = new Fields(object).below('metadata');
  return metadata.text('name') || `${metadata.text('generateName')}…`;
}

function partsIn(object: JsonObject, list: string): string {
  const names = new Fields(object)
    .below('spec')
    .list(list)
    .map((part) => new Fields(part).text('name'));
  return `${list} ${names.join(', ')}`;
}

function sayTexts(texts: Annotations): string {
  return Object.entries(texts)
    .map(([name, value]) => (value === null ? `without ${name}` : `${name}=${value}`))
    .join(', ');
}
