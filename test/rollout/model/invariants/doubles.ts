import type { JsonObject } from '../../../../src/core/json.ts';
import { isCompleted } from '../../../../src/resources/run-status.ts';
import { HASH_LABEL } from '../../../../src/rollout/hash-label.ts';
import { Fields } from '../../../../src/rollout/reading/fields.ts';
import { kindOf, metadataOf, nameOf, ownerOf } from '../cluster.ts';
import type { Judged } from '../judged.ts';
import { imageIn } from '../objects.ts';

/** There is one ReplicaSet for a template, and one run or Experiment for a purpose: another only after a user asked for another try. */
export function doublesProblem(world: Judged): string | undefined {
  const images = world.replicaSets.map(imageIn);
  const twice = images.find((image, place) => images.indexOf(image) < place);
  if (twice !== undefined) return `two ReplicaSets for ${twice}`;
  return [...world.cluster.of('AnalysisRun'), ...world.cluster.of('Experiment')].reduce<string | undefined>(
    (problem, run, _, all) => problem ?? doubleOf(run, all, world),
    undefined,
  );
}

function doubleOf(run: JsonObject, all: readonly JsonObject[], world: Judged): string | undefined {
  const purpose = purposeOf(run);
  const same = all.filter((other) => purposeOf(other) === purpose);
  const going = same.filter(
    (run) =>
      !isCompleted(new Fields(run).below('status').text('phase')) && !new Fields(run).below('spec').flag('terminate'),
  );
  if (going.length > 1) return `${going.map(nameOf).join(' and ')} run for the same purpose`;
  return same.length > 1 + world.retries ? `${same.map(nameOf).join(', ')} are for the same purpose` : undefined;
}

function purposeOf(run: JsonObject): string {
  const labels = new Fields(metadataOf(run)).below('labels');
  const revision = new Fields(metadataOf(run)).below('annotations').text('rollout.argoproj.io/revision');
  // Tries are counted behind the name: `NAME.1` of a run, `NAME-1` of an Experiment.
  const isExperiment = kindOf(run) === 'Experiment';
  const name = isExperiment ? nameOf(run).split('-').slice(0, 4).join('-') : nameOf(run).replace(/\.\d+$/, '');
  return [kindOf(run), ownerOf(run), labels.text('rollout-type'), name, labels.text(HASH_LABEL), revision].join('/');
}
