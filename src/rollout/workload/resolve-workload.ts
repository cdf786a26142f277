import type { JsonObject } from '../../core/json.ts';
import { type Lost, readableTemplate } from '../pod-template/readable-template.ts';
import { Fields } from '../reading/fields.ts';
import { WORKLOAD_GENERATION } from '../replica-sets/annotation-keys.ts';

/** A Rollout with a template, or why it has none. */
export type Resolved =
  | {
      readonly kind: 'resolved';
      readonly rollout: JsonObject;
      readonly isTemplateResolved: boolean;
      /** What of the Rollout's own template cannot be read, and is not in it any more. */
      readonly lost?: Lost;
    }
  | { readonly kind: 'unresolved'; readonly error: string };

/** Where the parts that a Rollout takes over stand in each kind of workload. */
const KINDS: Readonly<Record<string, { readonly template: readonly string[]; readonly selector?: readonly string[] }>> =
  {
    'apps/Deployment': { template: ['spec', 'template'], selector: ['spec', 'selector'] },
    'apps/ReplicaSet': { template: ['spec', 'template'], selector: ['spec', 'selector'] },
    '/PodTemplate': { template: ['template'] },
  };

/**
 * Takes the template, and where there is none the selector, from the workload that a Rollout names. Neither is ever stored.
 *
 * @param workload  what `workloadRef` names; undefined where it is not there
 * @see rollout.md §20.4
 */
export function resolveWorkload(rollout: JsonObject, workload: JsonObject | undefined): Resolved {
  const spec = new Fields(rollout).below('spec');
  if (spec.object('workloadRef') === undefined) {
    const { rollout: readable, lost } = readableRollout(rollout);
    const own = withGeneration(readable, undefined);
    return { kind: 'resolved', rollout: own, isTemplateResolved: false, ...(lost && { lost }) };
  }
  if (hasOwnTemplate(spec)) return unresolved('template must be empty for workload reference rollout');
  const { group, kind, name } = referenceOf(spec.below('workloadRef'));
  const paths = KINDS[`${group}/${kind}`];
  if (paths === undefined) return unresolved(`workload of type ${group}/${kind} is not supported`);
  if (workload === undefined) {
    const resource = `${kind.toLowerCase()}s${group === '' ? '' : `.${group}`}`;
    return unresolved(`${resource} "${name}" not found`);
  }
  const template = objectAt(workload, paths.template);
  const selector = paths.selector && objectAt(workload, paths.selector);
  const generation = new Fields(workload).below('metadata').whole('generation') ?? 0;
  const taken = {
    ...(template && { template }),
    ...(spec.object('selector') === undefined && selector && { selector }),
  };
  const resolved = { ...rollout, spec: { ...new Fields(rollout).object('spec'), ...taken } };
  return { kind: 'resolved', rollout: withGeneration(resolved, String(generation)), isTemplateResolved: true };
}

function readableRollout(rollout: JsonObject): { readonly rollout: JsonObject; readonly lost?: Lost } {
  const spec = new Fields(rollout).object('spec');
  const written = new Fields(spec).object('template');
  if (written === undefined) return { rollout };
  const { template, lost } = readableTemplate(written);
  return lost === undefined ? { rollout } : { rollout: { ...rollout, spec: { ...spec, template } }, lost };
}

/** Only metadata gives a template away: upstream looks at nothing else. */
function hasOwnTemplate(spec: Fields): boolean {
  const metadata = spec.below('template').below('metadata');
  return ['labels', 'annotations'].some((name) => Object.keys(metadata.object(name) ?? {}).length > 0);
}

function referenceOf(reference: Fields): { readonly group: string; readonly kind: string; readonly name: string } {
  const parts = reference.text('apiVersion').split('/');
  const group = parts.length > 1 ? (parts[0] ?? '') : '';
  return { group, kind: reference.text('kind'), name: reference.text('name') };
}

function objectAt(object: JsonObject, path: readonly string[]): JsonObject | undefined {
  return path.reduce<JsonObject | undefined>((found, name) => new Fields(found).object(name), object);
}

/** The annotation as the controller works with it: it goes with the reference. */
function withGeneration(rollout: JsonObject, generation: string | undefined): JsonObject {
  const metadata = new Fields(rollout).object('metadata') ?? {};
  const { [WORKLOAD_GENERATION]: _, ...annotations } = new Fields(metadata).object('annotations') ?? {};
  const marked = generation === undefined ? annotations : { ...annotations, [WORKLOAD_GENERATION]: generation };
  return { ...rollout, metadata: { ...metadata, annotations: marked } };
}

function unresolved(error: string): Resolved {
  return { kind: 'unresolved', error };
}
