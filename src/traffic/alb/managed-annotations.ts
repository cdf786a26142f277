import { Fault, textOf } from '../../core/fault.ts';
import { marshalJson, unmarshalJson } from '../../core/go/json.ts';
import { isJsonObject, type Json } from '../../core/json.ts';

/** Says which annotations of an Ingress are a Rollout's: several Rollouts may share one. */
export const MANAGED_ANNOTATIONS = 'rollouts.argoproj.io/managed-alb-annotations';

/** Which annotations become a Rollout's, or are no longer. */
export interface Claim {
  /** Name of the Ingress, for what is said. */
  readonly ingress: string;
  readonly rollout: string;
  readonly kind: 'add' | 'remove';
  readonly keys: readonly string[];
}

/**
 * The value of `MANAGED_ANNOTATIONS` after a claim; what other Rollouts claim stays.
 *
 * @param value  as it is; empty where there is none
 * @throws Fault TRAFFIC_INVALID when it is no JSON object of lists of names
 */
export function claimed(value: string, { ingress, rollout, kind, keys }: Claim): string {
  const lists = readLists(value, ingress);
  const own = lists.get(rollout) ?? [];
  const claimed =
    kind === 'add'
      ? [...own, ...keys.filter((key) => !own.includes(key))]
      : own.filter((key) => typeof key !== 'string' || !keys.includes(key));
  return marshalJson(new Map([...lists, [rollout, claimed]]));
}

type Lists = ReadonlyMap<string, readonly Json[] | null>;

function readLists(value: string, ingress: string): Lists {
  if (value === '') return new Map();
  const json = parse(value, ingress);
  if (json === null) return new Map();
  if (!isJsonObject(json)) throw unreadable(ingress, 'it is no JSON object');
  return new Map(
    Object.entries(json).map(([rollout, list]): [string, readonly Json[] | null] => {
      if (list !== null && !(Array.isArray(list) && list.every((key) => typeof key === 'string'))) {
        throw unreadable(ingress, `what it holds for "${rollout}" is no list of texts`);
      }
      return [rollout, list];
    }),
  );
}

function parse(value: string, ingress: string): Json {
  try {
    return unmarshalJson(value);
  } catch (error) {
    throw unreadable(ingress, textOf(error));
  }
}

function unreadable(ingress: string, why: string): Fault {
  return new Fault(
    'TRAFFIC_INVALID',
    `annotation ${MANAGED_ANNOTATIONS} of ingress \`${ingress}\` cannot be read: ${why}; take it away, and it is written anew`,
    { ingress, annotation: MANAGED_ANNOTATIONS },
  );
}
