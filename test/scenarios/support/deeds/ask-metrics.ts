import type { Deed } from '../step.ts';

/** The controller under test answers with its metrics. */
export function metricsAsked(): Deed {
  return {
    says: 'metrics asked for',
    act: async ({ stage }) => {
      const answer = await fetch(stage.metricsUrl);
      const text = await answer.text();
      if (!answer.ok || !text.includes('argo_rollouts_controller_info')) {
        throw new Error(`${stage.metricsUrl} answers ${answer.status}: ${text.slice(0, 500)}`);
      }
    },
  };
}
