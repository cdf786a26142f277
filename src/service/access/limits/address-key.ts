import ipaddr from 'ipaddr.js';

/**
 * What callers from an address are counted under: the address itself, or for IPv6 its network of 64 bits, all of which one caller has
 * to choose from.
 */
export function addressKey(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  return parsed.kind() === 'ipv4' ? parsed.toString() : `${parsed.toByteArray().slice(0, 8).join('.')}/64`;
}
