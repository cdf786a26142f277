import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** As many bits are the same in all IPv4-mapped addresses. */
const MAPPED_BITS = 96;

/** An address of IPv4 or IPv6. */
export type IpAddress = ipaddr.IPv4 | ipaddr.IPv6;

/** All addresses that begin with the same bits. */
export interface Network {
  readonly first: IpAddress;
  readonly bits: number;
}

/**
 * Reads an address as the resolver gives it: dotted or with colons, with or without a zone.
 *
 * @returns undefined for anything else
 */
export function ipAddressOf(text: string): IpAddress | undefined {
  const [bare = ''] = text.split('%', 1);
  return isIP(bare) === 0 ? undefined : ipaddr.parse(bare);
}

/** Reads `10.0.0.0/8`, `fd00::/8` or a single address. @returns undefined for anything else */
export function networkOf(text: string): Network | undefined {
  const [base = '', bits, ...more] = text.split('/');
  const first = ipAddressOf(base);
  if (first === undefined || base.includes('%') || more.length > 0) return undefined;
  const width = first.kind() === 'ipv4' ? 32 : 128;
  if (bits !== undefined && !(/^\d{1,3}$/.test(bits) && Number(bits) <= width)) return undefined;
  return { first, bits: bits === undefined ? width : Number(bits) };
}

/** A network of IPv4-mapped addresses as that of IPv4, which is what it means; others as they are. */
export function asIpv4(network: Network): Network {
  const { first, bits } = network;
  const isMapped = first instanceof ipaddr.IPv6 && bits >= MAPPED_BITS && first.isIPv4MappedAddress();
  return isMapped ? { first: first.toIPv4Address(), bits: bits - MAPPED_BITS } : network;
}

/** True for an address of this network. Those of IPv4 and IPv6 are never in each other's. */
export function isInNetwork(address: IpAddress, { first, bits }: Network): boolean {
  return address.kind() === first.kind() && address.match(first, bits);
}
