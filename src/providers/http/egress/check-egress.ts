import { type LookupAddress, lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { Fault } from '../../../core/fault.ts';
import { hostnameOf, parseGoUrl } from '../go-url.ts';
import { UrlError } from '../percent.ts';
import type { Egress } from './egress.ts';

/**
 * Whether an address may be asked, for those who take it now and ask it later, such as a callback's. A name is resolved, and what does not
 * resolve is let through: it is judged again when it is asked.
 *
 * @throws Fault EGRESS_DENIED, also for what is no http or https address; the address itself is not quoted, it may hold a password
 */
export async function checkEgress(url: string, egress: Egress, lookup: LookupFunction = systemLookup): Promise<void> {
  const host = hostIn(url);
  egress.checkName(host, false);
  const addresses = await addressesOf(host, lookup);
  if (addresses.length > 0) egress.permitted(host, addresses);
}

function hostIn(url: string): string {
  try {
    const parsed = parseGoUrl(url);
    const host = hostnameOf(parsed);
    if ((parsed.scheme === 'http' || parsed.scheme === 'https') && host !== '') return host;
  } catch (thrown) {
    if (!(thrown instanceof UrlError)) throw thrown;
  }
  throw new Fault('EGRESS_DENIED', 'egress denied: expected an http or https address with a host');
}

function addressesOf(host: string, lookup: LookupFunction): Promise<readonly LookupAddress[]> {
  return new Promise((resolve) => {
    lookup(host, { all: true }, (error, found, family) => {
      if (error !== null) resolve([]);
      else resolve(typeof found === 'string' ? [{ address: found, family: family ?? 0 }] : found);
    });
  });
}
