import type { CanaryStep, SetCanaryScale } from './step.ts';

/**
 * A step as events name it: `setWeight: 20`, `pause: 10s`. Of several keys the first of this order counts; a step without one is `invalid`.
 *
 * @see rollout.md §2.5
 */
export function stepText(step: CanaryStep): string {
  for (const text of TEXTS) {
    const found = text(step);
    if (found !== undefined) return found;
  }
  return 'invalid';
}

const TEXTS: readonly ((step: CanaryStep) => string | undefined)[] = [
  ({ setWeight }) => (setWeight === undefined ? undefined : `setWeight: ${setWeight}`),
  ({ pause }) => pause && (pause.duration === undefined ? 'pause' : `pause: ${pause.duration.written}`),
  ({ experiment }) => experiment && 'experiment',
  ({ analysis }) => analysis && 'analysis',
  ({ setCanaryScale }) => setCanaryScale && scaleText(setCanaryScale),
  ({ plugin }) => plugin && `plugin: ${plugin.name}`,
  ({ setHeaderRoute }) => setHeaderRoute && `setHeaderRoute: ${setHeaderRoute.name}`,
  ({ setMirrorRoute }) => setMirrorRoute && `setMirrorRoute: ${setMirrorRoute.name}`,
];

function scaleText({ weight, replicas, matchTrafficWeight }: SetCanaryScale): string | undefined {
  if (weight !== undefined) return `setCanaryScale{weight: ${weight}}`;
  if (matchTrafficWeight) return 'setCanaryScale{matchTrafficWeight: true}';
  return replicas === undefined ? undefined : `setCanaryScale{replicas: ${replicas}}`;
}
