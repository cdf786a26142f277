import { Fields } from '../../rollout/reading/fields.ts';
import type { PingPong, Route } from '../route.ts';

/** `trafficRouting.alb`, with its defaults. */
export interface AlbSettings {
  /** Names of the user's Ingresses that are written. */
  readonly ingresses: readonly string[];
  /** The service that paths of the Ingresses lead to, and the action stands for. */
  readonly rootService: string;
  /** As annotations have it. */
  readonly servicePort: string;
  readonly annotationPrefix: string;
  /** How long a client stays with a target group, as the user wrote it; absent: not at all. */
  readonly stickySeconds?: number;
}

/** Reads the settings tolerantly; whether they are valid is for validation to say. */
export function albSettings({ routing, stableService }: Route): AlbSettings {
  const alb = new Fields(routing).below('alb');
  const stickiness = alb.below('stickinessConfig');
  return {
    ingresses: alb.has('ingresses')
      ? alb.list('ingresses').filter((name) => typeof name === 'string')
      : [alb.text('ingress')],
    rootService: alb.text('rootService') || stableService,
    servicePort: String(alb.whole('servicePort') ?? 0),
    annotationPrefix: alb.text('annotationPrefix') || 'alb.ingress.kubernetes.io',
    ...(stickiness.flag('enabled') && { stickySeconds: stickiness.whole('durationSeconds') ?? 0 }),
  };
}

/** The services of the target groups: the ping-pong pair wherever there is one (traffic.md §2.8). */
export function targetServicesOf({ pingPong, canaryService, stableService }: Route): PingPong {
  return pingPong ?? { canary: canaryService, stable: stableService };
}
