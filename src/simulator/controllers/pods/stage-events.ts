import { isJsonObject, type JsonObject } from '../../../core/json.ts';
import { Fields } from '../../../rollout/reading/fields.ts';
import type { EventText } from '../events/event-text.ts';
import type { PodStage } from './stage.ts';

/** What a node tells of a pod that has come to another stage. */
export function stageEvents(pod: JsonObject, before: PodStage['kind'], stage: PodStage): readonly EventText[] {
  const containers = new Fields(pod['spec'])
    .list('containers')
    .filter(isJsonObject)
    .map((one) => new Fields(one));
  const started = before === 'starts' ? containers.flatMap(startOf) : [];
  switch (stage.kind) {
    case 'unpullable':
      return containers.filter((one) => one.text('name') === stage.container).flatMap(pullFailureOf);
    case 'backsOff':
      return [...started, ...containers.map((one) => backOff(pod, one.text('name')))];
    default:
      return started;
  }
}

function startOf(container: Fields): readonly EventText[] {
  const image = container.text('image');
  return [
    { type: 'Normal', reason: 'Pulled', message: `Container image "${image}" already present on machine` },
    { type: 'Normal', reason: 'Created', message: 'Container created' },
    { type: 'Normal', reason: 'Started', message: 'Container started' },
  ];
}

function pullFailureOf(container: Fields): readonly EventText[] {
  const image = container.text('image');
  return [
    { type: 'Normal', reason: 'Pulling', message: `Pulling image "${image}"` },
    { type: 'Warning', reason: 'Failed', message: `Failed to pull image "${image}": not found` },
    { type: 'Warning', reason: 'Failed', message: 'Error: ErrImagePull' },
  ];
}

function backOff(pod: JsonObject, container: string): EventText {
  const metadata = new Fields(pod['metadata']);
  const which = `${metadata.text('name')}_${metadata.text('namespace')}(${metadata.text('uid')})`;
  const message = `Back-off restarting failed container ${container} in pod ${which}`;
  return { type: 'Warning', reason: 'BackOff', message };
}
