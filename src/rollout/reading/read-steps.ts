import { parseGoDuration } from '../../core/go/duration.ts';
import { parseInt64 } from '../../core/go/int.ts';
import { type Millis, millisOf } from '../../core/instant.ts';
import type { Json } from '../../core/json.ts';
import { present } from '../../resources/members.ts';
import type { CanaryStep, ManagedRoute, Pause, SetCanaryScale } from '../canary/step.ts';
import { Fields } from './fields.ts';

/** Reads one of `canary.steps`. */
export function readStep(json: Json): CanaryStep {
  const step = new Fields(json);
  const route = (name: string): ManagedRoute | undefined => {
    const json = step.object(name);
    return json && { name: step.below(name).text('name'), json };
  };
  return present<CanaryStep>({
    setWeight: step.whole('setWeight'),
    pause: step.object('pause') && readPause(step.below('pause')),
    setCanaryScale: step.object('setCanaryScale') && readSetCanaryScale(step.below('setCanaryScale')),
    experiment: step.object('experiment'),
    analysis: step.object('analysis'),
    setHeaderRoute: route('setHeaderRoute'),
    setMirrorRoute: route('setMirrorRoute'),
    plugin: step.object('plugin') && { name: step.below('plugin').text('name') },
  });
}

function readPause(pause: Fields): Pause {
  const written = pause.whole('duration') ?? pause.text('duration');
  const length = readPauseLength(written);
  return length === undefined ? {} : { duration: { length, written: String(written) } };
}

/**
 * How long a pause is, in whole seconds. A number is seconds, with or without quotes; everything else is a Go duration, its fraction cut.
 *
 * @returns undefined for a text that is neither, which validation refuses
 * @see rollout.md §2.5
 */
function readPauseLength(written: number | string): Millis | undefined {
  if (typeof written === 'number') return millisOf(written * 1000);
  const seconds = parseInt64(written);
  if (seconds.ok) return millisOf(Number(seconds.value) * 1000);
  try {
    return millisOf(Number(parseGoDuration(written) / 1_000_000_000n) * 1000);
  } catch {
    return undefined;
  }
}

function readSetCanaryScale(scale: Fields): SetCanaryScale {
  return present<SetCanaryScale>({
    weight: scale.whole('weight'),
    replicas: scale.whole('replicas'),
    matchTrafficWeight: scale.flag('matchTrafficWeight'),
  });
}
