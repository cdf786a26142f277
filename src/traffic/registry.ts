import { alb } from './alb/alb.ts';
import { istio } from './istio/istio.ts';
import { nginx } from './nginx.ts';
import type { Router } from './router.ts';

/**
 * The routers that are built, in the order in which a Rollout that names several asks them (traffic.md §1). A new one is a file,
 * a line here, and a subject for `test/contract/router.test.ts`.
 */
export const ROUTERS: readonly Router[] = [istio, nginx, alb];
