import { Fault } from '../../../core/fault.ts';
import { quote } from '../../../core/go/quote.ts';
import { canonicalHost } from './host-name.ts';
import { asIpv4, type Network, networkOf } from './ip-address.ts';

/** One rule of an egress policy. */
export type EgressRule =
  | { readonly kind: 'host'; readonly text: string; readonly pattern: string }
  | { readonly kind: 'network'; readonly text: string; readonly network: Network };

const NAME = /^(\*\.)?[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*$/;
/** No name ends in a number: this was to be an address. */
const LIKE_ADDRESS = /(^|\.)(\d+|0x[0-9a-f]*)$/;

/**
 * Reads a rule.
 *
 * @param member  where it stands, for the text
 * @throws Fault USAGE_INVALID for what is neither a host nor a network
 */
export function parseEgressRule(member: string, text: string): EgressRule {
  if (text === '*') return { kind: 'host', text, pattern: text };
  const network = networkOf(text.replace(/^\[(.*)\]$/, '$1'));
  if (network !== undefined) return { kind: 'network', text, network: asIpv4(network) };
  const [star = '', name = ''] = text.startsWith('*.') ? ['*.', text.slice(2)] : ['', text];
  const host = canonicalHost(name);
  // An address in another spelling is meant as the address.
  const spelled = star === '' ? networkOf(host) : undefined;
  if (spelled !== undefined) return { kind: 'network', text, network: asIpv4(spelled) };
  const pattern = `${star}${host}`;
  if (NAME.test(pattern) && !LIKE_ADDRESS.test(pattern)) return { kind: 'host', text, pattern };
  const expected =
    'a host (prom.example.com), hosts below a domain (*.example.com), an address or a network (10.0.0.0/8)';
  throw new Fault(
    'USAGE_INVALID',
    `${member}: ${quote(text)} is no rule: expected ${expected}, without scheme, port or path`,
  );
}
