import { type Millis, millisOf } from '../../../core/instant.ts';
import { isJsonObject, type JsonObject } from '../../../core/json.ts';
import { Fields } from '../../../rollout/reading/fields.ts';
import type { BehaviourOf, PodBehaviour } from './behaviour.ts';
import { runOf } from './shell-command.ts';

const UNPULLABLE = /does-not-exist|nonexistent|invalid|unpullable|missing|:[^/]*error$/;
const NO_COMMAND = /no-such|no\/such|does-not-exist|nonexistent|missing/;

/**
 * What pods do if nobody says otherwise, told from their names of images and from their commands; nothing is run.
 *
 * - An image whose name holds `does-not-exist`, `nonexistent`, `invalid`, `unpullable` or `missing`, or whose tag ends in `error`, is never pulled.
 * - A pod that restarts runs until it is deleted. It is ready after its probes' `initialDelaySeconds` and the `sleep`s of its `postStart` hooks and
 *   probes, and stops after those of its `preStop` hooks. A command with `no/such`, `no-such` or one of the words above in its name crashes.
 * - Any other pod ends as its containers' commands say, as far as `sh -c` with `sleep N` and `exit N` is understood; everything else succeeds at once.
 *
 * @param startMs  from bound to running
 */
export function defaultBehaviour(startMs: Millis): BehaviourOf {
  return (pod) => {
    const spec = new Fields(pod['spec']);
    const [init, containers] = [spec.list('initContainers').filter(isJsonObject), containersIn(spec)];
    const unpullable = [...init, ...containers].find((one) => UNPULLABLE.test(new Fields(one).text('image')));
    if (unpullable !== undefined) return { kind: 'unpullable', container: new Fields(unpullable).text('name') };
    const prepared = init.map((one) => runOf(commandOf(one)));
    const start = millisOf(startMs + prepared.reduce((sum, { lengthMs }) => sum + lengthMs, 0));
    const failed = prepared.find(({ exitCode }) => exitCode !== 0);
    if (failed !== undefined) return ended(start, [failed]);
    return spec.text('restartPolicy') === 'Always'
      ? restarting(start, containers)
      : ended(
          start,
          containers.map((one) => runOf(commandOf(one))),
        );
  };
}

function containersIn(spec: Fields): readonly JsonObject[] {
  return spec.list('containers').filter(isJsonObject);
}

function commandOf(container: JsonObject): readonly string[] {
  const fields = new Fields(container);
  return [...fields.list('command'), ...fields.list('args')].filter((word) => typeof word === 'string');
}

function ended(
  startMs: Millis,
  runs: readonly { readonly lengthMs: Millis; readonly exitCode: number }[],
): PodBehaviour {
  const lengthMs = millisOf(Math.max(0, ...runs.map((run) => run.lengthMs)));
  return { kind: 'ends', startMs, lengthMs, exitCode: runs.find(({ exitCode }) => exitCode !== 0)?.exitCode ?? 0 };
}

function restarting(startMs: Millis, containers: readonly JsonObject[]): PodBehaviour {
  const programs = containers.map((one) => commandOf(one)[0] ?? '');
  const missing = programs.find((program) => NO_COMMAND.test(program));
  if (missing !== undefined) {
    const message = `exec: "${missing}": stat ${missing}: no such file or directory`;
    return { kind: 'crashes', startMs, lengthMs: millisOf(0), reason: 'StartError', exitCode: 128, message };
  }
  const sumOf = (length: (fields: Fields) => number): Millis =>
    millisOf(containers.reduce((sum, container) => sum + length(new Fields(container)), 0));
  return {
    kind: 'serves',
    startMs,
    readyMs: sumOf((fields) => {
      const probe = fields.below('readinessProbe');
      const delayMs = (probe.whole('initialDelaySeconds') ?? 0) * 1000;
      return delayMs + execLength(probe) + execLength(fields.below('lifecycle').below('postStart'));
    }),
    stopMs: sumOf((fields) => execLength(fields.below('lifecycle').below('preStop'))),
  };
}

/** How long a hook or a probe takes; kubelet's own `sleep` action too. */
function execLength(hook: Fields): number {
  const command = hook
    .below('exec')
    .list('command')
    .filter((word) => typeof word === 'string');
  return runOf(command).lengthMs + (hook.below('sleep').whole('seconds') ?? 0) * 1000;
}
