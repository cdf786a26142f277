import { lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import type { Egress } from './egress.ts';

/**
 * A resolver that gives out only addresses to which a connection may be made. What connects uses the very answer that was judged here,
 * so a name that answers otherwise the next time gains nothing.
 */
export function guardedLookup(egress: Egress, lookup: LookupFunction = systemLookup): LookupFunction {
  return (host, options, callback) => {
    lookup(host, options, (error, found, family) => {
      if (error !== null) {
        callback(error, found, family);
        return;
      }
      try {
        if (typeof found === 'string') {
          egress.permitted(host, [{ address: found }]);
          callback(null, found, family);
        } else {
          callback(null, [...egress.permitted(host, found)]);
        }
      } catch (refusal) {
        callback(refusal instanceof Error ? refusal : new Error(String(refusal)), '', 0);
      }
    });
  };
}
