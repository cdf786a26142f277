import type { JsonObject } from '../../../core/json.ts';
import { isCompleted } from '../../../resources/run-status.ts';
import type { Experiment } from '../../../rollout/experiment/experiment.ts';
import type { ObservedForExperiment } from '../../../rollout/experiment/observed.ts';
import { replicaSetName } from '../../../rollout/experiment/replica-set.ts';
import { named } from '../../../rollout/experiment/status.ts';
import { KINDS } from '../../kinds.ts';
import { lookUp } from '../../look-up.ts';
import { keyOf, nameOf } from '../../metadata.ts';
import type { Cache } from '../caches.ts';
import type { Parts } from '../parts.ts';
import { seekInCaches, seekPastCaches, templatesUnder } from '../templates-under.ts';

/**
 * Everything that an Experiment's plan is made from: what it controls, what has a name that it wants, and what it names. It costs the same
 * however many other Experiments there are, and asks the API only for what the caches ought to know:
 * a run, or a template, without which an Experiment ends.
 *
 * @throws Fault CLUSTER_REFUSED, CLUSTER_UNREACHABLE when that cannot be looked up
 */
export async function gather(
  experiment: Experiment,
  parts: Pick<Parts, 'cluster' | 'caches' | 'instanceId'>,
): Promise<ObservedForExperiment> {
  const { cluster, caches } = parts;
  const { namespace, spec } = experiment;
  const sets = spec.templates.map((template) => replicaSetName(experiment, template));
  const services = spec.templates.flatMap(({ service }, i) =>
    service === undefined ? [] : [service.name, ...sets.slice(i, i + 1)],
  );
  const runs = ownAndNamed(caches.analysisRuns, experiment, []);
  for (const { name } of spec.analyses)
    addChain(runs, caches.analysisRuns, { namespace, base: `${experiment.name}-${name}` });
  for (const name of awaited(experiment)) {
    const ref = { namespace, name };
    const run = caches.analysisRuns.get(ref) ?? (await lookUp(cluster, KINDS.analysisRuns, ref));
    if (run !== undefined) runs.set(keyOf(ref), run);
  }
  const seek = isCompleted(experiment.status.phase) ? seekInCaches(parts) : seekPastCaches(parts);
  return {
    replicaSets: [...ownAndNamed(caches.replicaSets, experiment, sets).values()],
    services: [...ownAndNamed(caches.services, experiment, services).values()],
    analysisRuns: [...runs.values()],
    ...(await templatesUnder(spec.analyses, namespace, seek)),
    refused: new Map(),
  };
}

/** What the Experiment controls, and what has one of the names, by key. */
function ownAndNamed(cache: Cache, { uid, namespace }: Experiment, names: readonly string[]): Map<string, JsonObject> {
  const objects = [...cache.find('controller', uid), ...names.map((name) => cache.get({ namespace, name }))];
  return new Map(objects.filter((object) => object !== undefined).map((object) => [keyOf(nameOf(object)), object]));
}

/** A run looks for its place under `NAME`, `NAME.1` and so on, up to the first that is free. */
function addChain(
  runs: Map<string, JsonObject>,
  cache: Cache,
  { namespace, base }: { readonly namespace: string; readonly base: string },
): void {
  for (let count = 0; ; count += 1) {
    const ref = { namespace, name: count === 0 ? base : `${base}.${count}` };
    const run = cache.get(ref);
    if (run === undefined) return;
    runs.set(keyOf(ref), run);
  }
}

/** The runs that the status names and that are not over as far as it knows. */
function awaited({ spec, status }: Experiment): readonly string[] {
  return spec.analyses.flatMap(({ name }) => {
    const run = named(status.analysisRuns, name);
    return run === undefined || run.analysisRun === '' || isCompleted(run.phase) ? [] : [run.analysisRun];
  });
}
