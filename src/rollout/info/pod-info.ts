import type { Json } from '../../core/json.ts';
import { Fields } from '../reading/fields.ts';
import { podIcon } from './icons.ts';
import { infoMeta } from './info-meta.ts';
import type { PodInfo } from './model.ts';
import { podStatus } from './pod-status.ts';

/** What a person is shown of a pod. @see reference/interfaces.md §4 */
export function podInfo(pod: Json): PodInfo {
  const { reason, readyContainers, restarts } = podStatus(pod);
  const containers = new Fields(pod).below('spec').list('containers').length;
  return {
    objectMeta: infoMeta(pod),
    status: reason,
    icon: podIcon(reason),
    ready: `${readyContainers}/${containers}`,
    restarts,
  };
}
