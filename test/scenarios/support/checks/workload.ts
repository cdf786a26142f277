import { objectIn } from '../../../../src/core/json-members.ts';
import type { Check } from '../step.ts';

/** The generation of the workload that the controller has seen; empty: it has none. */
export function seenWorkload(generation: string): Check {
  return {
    says: `generation "${generation}" of the workload is seen`,
    missing: ({ rollout: { status } }) =>
      status.workloadObservedGeneration === generation ? undefined : `"${status.workloadObservedGeneration}" is`,
  };
}

/** Whether the Rollout itself holds a selector and a template. */
export function templateInSpec(wanted: boolean): Check {
  return {
    says: wanted ? 'the template is in the spec' : 'the template is not in the spec',
    missing: ({ rolloutJson }) => {
      const spec = objectIn(rolloutJson, 'spec');
      const isThere = spec['selector'] !== undefined || Object.keys(objectIn(spec, 'template')).length > 0;
      return isThere === wanted ? undefined : `the spec is ${JSON.stringify(spec)}`;
    },
  };
}
