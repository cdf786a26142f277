import type { RouterAnswer, RouterCall, Routing } from '../../../../src/rollout/traffic/routing.ts';
import { sameJson } from '../../kind.ts';
import type { LineCall } from './line.ts';

const KINDS: Readonly<Record<LineCall['call'], RouterCall['kind']>> = {
  UpdateHash: 'updateHash',
  SetWeight: 'setWeight',
  SetHeaderRoute: 'setHeaderRoute',
  SetMirrorRoute: 'setMirrorRoute',
  VerifyWeight: 'verifyWeight',
  RemoveManagedRoutes: 'removeManagedRoutes',
};

/** The answers that the router of a line gave. */
export function answersOf(calls: readonly LineCall[]): readonly RouterAnswer[] {
  const failed = calls.find(({ call, error }) => error !== null && call !== 'VerifyWeight');
  if (failed !== undefined) return [{ kind: 'failed', call: KINDS[failed.call], error: failed.error ?? '' }];
  const verify = calls.find(({ call }) => call === 'VerifyWeight');
  return [
    {
      kind: 'told',
      ...(typeof verify?.verified === 'boolean' && { verified: verify.verified }),
      ...(typeof verify?.error === 'string' && { verifyError: verify.error }),
    },
  ];
}

/** Whether our calls are those of the line, as far as the line goes: a router that fails is not asked on. */
export function areSameCalls({ calls }: Routing, wanted: readonly LineCall[]): boolean {
  const ours = calls.slice(0, wanted.length).map(shown);
  const isCut = wanted.some(({ call, error }) => error !== null && call !== 'VerifyWeight');
  return (isCut || calls.length === wanted.length) && sameJson(ours, wanted.map(shownLine));
}

function shown(call: RouterCall): unknown {
  switch (call.kind) {
    case 'removeManagedRoutes':
      return { call: call.kind };
    case 'setHeaderRoute':
    case 'setMirrorRoute':
      return { call: call.kind };
    case 'updateHash':
      return { call: call.kind, canaryHash: call.canaryHash, stableHash: call.stableHash, additional: call.additional };
    case 'setWeight':
    case 'verifyWeight':
      return { call: call.kind, weight: call.weight, additional: call.additional };
  }
}

function shownLine({ call, weight, canaryHash, stableHash, additional }: LineCall): unknown {
  return { call: KINDS[call], weight, canaryHash, stableHash, additional };
}
