import type { Fields } from '../../reading/fields.ts';
import { type FieldError, invalid } from '../field-error.ts';
import { maybeBelow } from '../parts.ts';
import { hasRouter } from './routers.ts';

const WRONG_ROUTER = 'Ping-pong feature works with the ALB, Istio, and plugin-based traffic routers only';
const MISSING = 'Ping service and Pong service must to be set to use Ping-Pong feature';
const SAME =
  'This rollout uses the same service for the ping and pong services, but two different services are required.';
const NO_ROOT = 'Root service field is required for the configuration with ALB and ping-pong feature enabled';

/** What is wrong with `canary.pingPong`. */
export function pingPongErrors(canary: Fields, path: string): readonly FieldError[] {
  const pingPong = maybeBelow(canary, 'pingPong');
  if (pingPong === undefined) return [];
  const routing = maybeBelow(canary, 'trafficRouting');
  const isUnsupported = routing !== undefined && !hasRouter(routing, 'alb', 'istio', 'plugins');
  const ping = pingPong.text('pingService');
  const missing = ['pingService', 'pongService'].filter((name) => pingPong.text(name) === '');
  const hasNoRoot = hasRouter(routing, 'alb') && routing?.below('alb').text('rootService') === '';
  return [
    ...(isUnsupported ? [invalid(`${path}.trafficRouting.alb`, { json: 'null' }, WRONG_ROUTER)] : []),
    ...missing.map((name) => invalid(`${path}.pingPong.${name}`, '', MISSING)),
    ...(ping === pingPong.text('pongService') ? [invalid(`${path}.pingPong.pingService`, ping, SAME)] : []),
    ...(hasNoRoot ? [invalid(`${path}.trafficRouting.alb.rootService`, '', NO_ROOT)] : []),
  ];
}
