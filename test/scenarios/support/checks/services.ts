import { objectIn, textsIn } from '../../../../src/core/json-members.ts';
import { HASH_LABEL } from '../../../../src/rollout/hash-label.ts';
import type { Check } from '../step.ts';
import type { World } from '../world.ts';
import { sameOr, type Which } from './pods.ts';

/** Which revision serves: `active` and `preview` by the Services that the strategy names and by the status, `stable` by the status. */
export function serves(wanted: Readonly<Partial<Record<'active' | 'preview' | 'stable', Which>>>): Check {
  return {
    says: `serves ${JSON.stringify(wanted)}`,
    missing: (world) => {
      const { blueGreen, stableRS } = world.rollout.status;
      const { strategy } = world.rollout.spec;
      const { activeService = '', previewService = '' } = strategy.kind === 'blueGreen' ? strategy : {};
      const seen = {
        active: `${selectedBy(world, activeService)}, ${blueGreen.activeSelector}`,
        preview: `${selectedBy(world, previewService)}, ${blueGreen.previewSelector}`,
        stable: stableRS,
      };
      const hashes = Object.entries(wanted).map(([role, which]) => {
        const hash = world.hash(which);
        return [role, role === 'stable' ? hash : `${hash}, ${hash}`];
      });
      return sameOr(Object.fromEntries(hashes), seen);
    },
  };
}

/** The revisions that Services select; null: none. */
export function selects(wanted: Readonly<Record<string, Which | null>>): Check {
  return {
    says: `services select ${JSON.stringify(wanted)}`,
    missing: (world) => {
      const names = Object.keys(wanted);
      const seen = Object.fromEntries(names.map((name) => [name, selectedBy(world, name)]));
      const hashes = Object.entries(wanted).map(([name, which]) => [
        name,
        which === null ? undefined : world.hash(which),
      ]);
      return sameOr(Object.fromEntries(hashes), seen);
    },
  };
}

function selectedBy(world: World, service: string): string | undefined {
  return textsIn(objectIn(world.object('services', service), 'spec'), 'selector')[HASH_LABEL];
}
