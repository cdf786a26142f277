import type { Json, JsonObject } from '../../../src/core/json.ts';
import { validateRollout } from '../../../src/rollout/validate/validate-rollout.ts';

/** A valid Rollout, and what is said of its spec here. */
export function rollout(spec: JsonObject): JsonObject {
  return {
    metadata: { name: 'guestbook', labels: { x: '1' } },
    spec: {
      selector: { matchLabels: { app: 'guestbook' } },
      template: {
        metadata: { labels: { app: 'guestbook' } },
        spec: { containers: [{ name: 'web', image: 'x' }] },
      },
      strategy: { canary: {} },
      ...spec,
    },
  };
}

/** One with a canary like this. */
export function canary(strategy: JsonObject): JsonObject {
  return rollout({ strategy: { canary: strategy } });
}

/** One with a blue-green strategy like this. */
export function blueGreen(strategy: JsonObject): JsonObject {
  return rollout({ strategy: { blueGreen: strategy } });
}

/** One with a canary of two services behind these routers. */
export function routed(trafficRouting: JsonObject, strategy: JsonObject = {}): JsonObject {
  return canary({ canaryService: 'can', stableService: 'sta', trafficRouting, ...strategy });
}

/** One with a canary of these steps. */
export function steps(...list: readonly Json[]): JsonObject {
  return canary({ steps: list });
}

/** The errors, without the examples in sentences about names. */
export function errorsOf(written: JsonObject): readonly string[] {
  return validateRollout({ rollout: written }).map(({ text }) => text.replace(/ \((e\.g\. '|regex used for).*$/, ''));
}
