import type { Environment } from '../../core/environment.ts';
import { analysisRunController } from '../../kube/controllers/analysis-runs/analysis-run-controller.ts';
import type { CachedKind } from '../../kube/controllers/caches.ts';
import type { Controller } from '../../kube/controllers/controller.ts';
import { experimentController } from '../../kube/controllers/experiments/experiment-controller.ts';
import { giveBackController } from '../../kube/controllers/given-back/give-back-controller.ts';
import { lentDestinationRules } from '../../kube/controllers/given-back/lent-destination-rules.ts';
import { lentServices } from '../../kube/controllers/given-back/lent-services.ts';
import type { Parts } from '../../kube/controllers/parts.ts';
import { rolloutController } from '../../kube/controllers/rollouts/rollout-controller.ts';
import type { Http } from '../../providers/http/http.ts';
import type { Providers } from '../../providers/provider.ts';
import type { ControllerOptions } from './controller-options.ts';

/** What AnalysisRuns are measured with. */
export interface Measuring {
  readonly providers: Providers;
  readonly http: Http;
  readonly env: Environment;
  /** The namespace of this process. */
  readonly ownNamespace: string;
  readonly isLeading: () => boolean;
}

type Chosen = Pick<ControllerOptions, 'workers' | 'isOnlyAnalysis' | 'isReadOnly'>;

/** The controllers that the options ask for. Whoever writes nothing does not measure: looks cost their backends, and Jobs are made. */
export function controllersToRun(
  parts: Parts,
  { workers, ...chosen }: Chosen,
  measuring: Measuring,
): readonly Controller[] {
  const { isOnlyAnalysis, isReadOnly } = chosen;
  const runs = isReadOnly ? [] : [analysisRunController(parts, { workers: workers.AnalysisRuns, ...measuring })];
  if (isOnlyAnalysis) return runs;
  return [
    rolloutController(parts, { workers: workers.Rollouts }),
    giveBackController(lentServices(parts), parts, { workers: workers.Services }),
    giveBackController(lentDestinationRules(parts), parts, { workers: workers.Services }),
    experimentController(parts, { workers: workers.Experiments }),
    ...runs,
  ];
}

/** The kinds that they look at. */
export function kindsToFollow({ isOnlyAnalysis }: Pick<Chosen, 'isOnlyAnalysis'>): readonly CachedKind[] {
  const ofRuns = ['analysisRuns', 'analysisTemplates', 'clusterAnalysisTemplates'] as const;
  return isOnlyAnalysis ? ofRuns : [...ofRuns, 'rollouts', 'experiments', 'replicaSets', 'services'];
}
