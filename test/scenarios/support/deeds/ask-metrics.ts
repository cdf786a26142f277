import type { Deed } from '../step.ts';

/** The controller under test answers with its metrics. */
export function metricsAsked(): Deed {
  return {
    says: 'metrics asked for',
    act: async ({ stage }) => {
      const text = await stage.metrics();
      if (!text.includes('argo_rollouts_controller_info')) throw new Error(`it answers: ${text.slice(0, 500)}`);
    },
  };
}
