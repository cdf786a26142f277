import type { Json } from '../../core/json.ts';
import { Fields } from '../reading/fields.ts';

/** How a pod stands, as kubectl tells it. */
export interface PodStatus {
  readonly reason: string;
  readonly readyContainers: number;
  readonly restarts: number;
}

/** The reason of a pod whose node is not heard of any more. */
const NODE_LOST = 'NodeLost';

/**
 * The status of a pod in one word: what holds its first init container up, else what its first container in trouble says,
 * else its phase.
 *
 * @see reference/interfaces.md §4.2
 */
export function podStatus(pod: Json): PodStatus {
  const fields = new Fields(pod);
  const status = fields.below('status');
  const phase = status.text('reason') || status.text('phase');
  const held = initStatus(fields);
  const shown = held ?? containersStatus(status.list('containerStatuses'), phase);
  if (!fields.below('metadata').has('deletionTimestamp')) return shown;
  return { ...shown, reason: status.text('reason') === NODE_LOST ? 'Unknown' : 'Terminating' };
}

/** The status while init containers are not done; undefined once they are. Restarts are those of the init containers so far. */
function initStatus(pod: Fields): PodStatus | undefined {
  const specs = pod.below('spec').list('initContainers');
  const sidecars = new Set(specs.filter(isSidecar).map(nameOf));
  let restarts = 0;
  for (const [index, json] of pod.below('status').list('initContainerStatuses').entries()) {
    const container = new Fields(json);
    restarts += container.whole('restartCount') ?? 0;
    const isUp = sidecars.has(container.text('name')) && container.flag('started');
    // Like kubectl, nothing after a sidecar that is started but not ready is looked at.
    if (isUp && !container.flag('ready') && !hasEnded(container)) return undefined;
    if (isUp && container.flag('ready') && !hasEnded(container)) continue;
    const reason = initReason(container, `${index}/${specs.length}`);
    if (reason !== undefined) return { reason: `Init:${reason}`, readyContainers: 0, restarts };
  }
  return undefined;
}

/** What an init container that is not done says of itself; undefined once it has ended well. */
function initReason(container: Fields, position: string): string | undefined {
  const { terminated, waiting } = statesOf(container);
  if (terminated !== undefined) return exitCodeOf(terminated) === 0 ? undefined : endingOf(terminated);
  const reason = waiting?.text('reason') ?? '';
  return reason === '' || reason === 'PodInitializing' ? position : reason;
}

/** The first container that is waiting or has ended gives the word. */
function containersStatus(statuses: readonly Json[], phase: string): PodStatus {
  const containers = statuses.map((json) => new Fields(json));
  const reason = containers.map(troubleOf).find((trouble) => trouble !== undefined) ?? phase;
  const readyContainers = containers.filter(isRunning).length;
  return {
    // One that has ended well beside one that runs makes no pod that is done.
    reason: reason === 'Completed' && readyContainers > 0 ? 'Running' : reason,
    readyContainers,
    restarts: containers.reduce((sum, container) => sum + (container.whole('restartCount') ?? 0), 0),
  };
}

function troubleOf(container: Fields): string | undefined {
  const { terminated, waiting } = statesOf(container);
  const reason = waiting?.text('reason') ?? '';
  if (reason !== '') return reason;
  return terminated && endingOf(terminated);
}

function isRunning(container: Fields): boolean {
  const { running } = statesOf(container);
  return running !== undefined && troubleOf(container) === undefined && container.flag('ready');
}

function endingOf(terminated: Fields): string {
  const signal = terminated.whole('signal') ?? 0;
  const code = signal === 0 ? `ExitCode:${exitCodeOf(terminated)}` : `Signal:${signal}`;
  return terminated.text('reason') || code;
}

function exitCodeOf(terminated: Fields): number {
  return terminated.whole('exitCode') ?? 0;
}

function hasEnded(container: Fields): boolean {
  return statesOf(container).terminated !== undefined;
}

interface States {
  readonly running: Fields | undefined;
  readonly waiting: Fields | undefined;
  readonly terminated: Fields | undefined;
}

function statesOf(container: Fields): States {
  const state = container.below('state');
  const member = (name: string): Fields | undefined => (state.has(name) ? state.below(name) : undefined);
  return { running: member('running'), waiting: member('waiting'), terminated: member('terminated') };
}

/** An init container that goes on running beside the others. */
function isSidecar(container: Json): boolean {
  return new Fields(container).text('restartPolicy') === 'Always';
}

function nameOf(container: Json): string {
  return new Fields(container).text('name');
}
