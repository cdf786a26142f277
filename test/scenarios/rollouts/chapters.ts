import { analyses } from './analysis.ts';
import { blueGreen } from './blue-green.ts';
import { canary } from './canary.ts';
import { blueGreenDuration, canaryDuration } from './duration.ts';
import { eventOrder } from './event-order.ts';
import { experimenting } from './experiment.ts';
import { functional } from './functional.ts';
import { gettingStarted } from './getting-started.ts';
import { headerRoutes, istio, mirrorRoutes } from './istio.ts';
import { rollbackWindow } from './rollback-window.ts';
import { workload } from './workload.ts';

/** All chapters, by what they need of the stage that they are played on. */
export const CHAPTERS = {
  /** Rollouts that are labelled for the controller. */
  labelled: [
    canary,
    blueGreen,
    functional,
    workload,
    rollbackWindow,
    analyses,
    experimenting,
    istio,
    headerRoutes,
    mirrorRoutes,
    canaryDuration,
    blueGreenDuration,
  ],
  /** The same, with a controller that has nothing else to tell of. */
  alone: [eventOrder],
  /** Rollouts as upstream's users write them, in the only namespace of their controller. */
  asWritten: [gettingStarted],
} as const;
