import { Fault } from '../../core/fault.ts';
import { quote } from '../../core/go/quote.ts';
import { formatInstant } from '../../core/instant.ts';
import type { RawArgument } from '../../resources/schema/argument.ts';
import { substitute } from '../../template/placeholders.ts';
import { endOf } from './ending.ts';
import type { Experiment, ExperimentAnalysis } from './experiment.ts';
import type { ExperimentReplicaSet } from './replica-set.ts';

/**
 * The arguments of an analysis with their placeholders filled: `{{templates.T.podTemplateHash}}`, `{{templates.T.replicaset.name}}`,
 * `{{experiment.availableAt}}` and `{{experiment.finishedAt}}`.
 *
 * @throws Fault TEMPLATE_INVALID with upstream's text: `failed to resolve {{x}}`, `Cannot find end tag="}}" in the template=…`,
 *   or Go's about a duration that is none
 * @see rollout.md §18.3
 */
export function resolveArguments(
  { args }: ExperimentAnalysis,
  experiment: Experiment,
  replicaSets: ReadonlyMap<string, ExperimentReplicaSet>,
): readonly RawArgument[] {
  return args.map(({ name, value }) => {
    if (typeof value !== 'string') return { name };
    refuseOpenTag(value);
    return { name, value: substitute(value, placeholders(experiment, replicaSets)) };
  });
}

function refuseOpenTag(text: string): void {
  const tail = text.replaceAll(/\{\{.*?\}\}/gs, '');
  const open = tail.indexOf('{{');
  if (open === -1) return;
  const from = quote(tail.slice(open + 2));
  throw new Fault('TEMPLATE_INVALID', `Cannot find end tag="}}" in the template=${quote(text)} starting from ${from}`, {
    text,
  });
}

function placeholders(
  experiment: Experiment,
  replicaSets: ReadonlyMap<string, ExperimentReplicaSet>,
): ReadonlyMap<string, string> {
  const { duration } = experiment.spec;
  const { availableAt } = experiment.status;
  const values = new Map<string, string>();
  if (availableAt !== undefined) values.set('experiment.availableAt', formatInstant(availableAt));
  if (availableAt !== undefined && duration?.kind === 'unreadable') throw new Fault('TEMPLATE_INVALID', duration.why);
  const end = endOf(experiment);
  if (end !== undefined) values.set('experiment.finishedAt', formatInstant(end));
  for (const [template, set] of replicaSets) {
    values.set(`templates.${template}.podTemplateHash`, set.hash);
    values.set(`templates.${template}.replicaset.name`, set.name);
  }
  return values;
}
