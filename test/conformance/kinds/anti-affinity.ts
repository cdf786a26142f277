import { isJsonObject, type Json, type JsonObject } from '../../../src/core/json.ts';
import {
  antiAffinityIndex,
  isAntiAffinityOutdated,
  withAntiAffinity,
  withoutAntiAffinity,
} from '../../../src/rollout/anti-affinity.ts';
import { podTemplateHash } from '../../../src/rollout/hash/pod-template-hash.ts';
import { Fields } from '../../../src/rollout/reading/fields.ts';
import { readRollout } from '../../../src/rollout/reading/read-rollout.ts';
import { compare, type Kind } from '../kind.ts';

interface Line {
  readonly rollout: JsonObject;
  readonly live: Json;
  readonly want: JsonObject;
}

/** The rule that keeps new pods away from stable ones. */
export const antiAffinityKind: Kind = {
  name: 'anti-affinity',
  title: (line: Line) => JSON.stringify(line.live),
  run: ({ rollout: json, live, want }: Line) => {
    const rollout = readRollout(json);
    const template = new Fields(json).below('spec').object('template') ?? {};
    const { antiAffinity } = rollout.spec.strategy;
    const podHash = podTemplateHash(template);
    const question = {
      namespace: rollout.namespace,
      stableRS: rollout.status.stableRS,
      podHash,
      ...(antiAffinity && { antiAffinity }),
    };
    const affinity = isJsonObject(live) ? live : undefined;
    return compare(
      withoutEmpty(want),
      withoutEmpty({
        podHash,
        affinity: withAntiAffinity(new Fields(template).below('spec').object('affinity'), question) ?? null,
        liveRuleAt: antiAffinity === undefined ? -1 : antiAffinityIndex(affinity, antiAffinity.kind),
        liveRemoved: (antiAffinity === undefined ? affinity : withoutAntiAffinity(affinity, antiAffinity.kind)) ?? null,
        liveOutdated: isAntiAffinityOutdated(affinity, question),
      }),
    );
  },
};

/** Go leaves empty structs behind that mean nothing: `podAntiAffinity: {}`. */
function withoutEmpty(json: Json): Json {
  if (!isJsonObject(json)) return json;
  const members = Object.entries(json).map(([name, member]) => [name, withoutEmpty(member)] as const);
  const full = members.filter(([, member]) => member !== null);
  return full.length === 0 ? null : Object.fromEntries(full);
}
