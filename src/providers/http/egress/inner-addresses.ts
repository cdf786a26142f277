import ipaddr from 'ipaddr.js';
import { type IpAddress, isInNetwork } from './ip-address.ts';

/** A kind of IPv6 address that carries one of IPv4, which is where its packets end up. */
interface Carrier {
  readonly carries: (address: ipaddr.IPv6, bytes: readonly number[]) => boolean;
  /** Which bytes are those of the IPv4 address. */
  readonly at: readonly [number, number, number, number];
  /** Written with every bit turned over. */
  readonly isInverted?: true;
  /** Just another spelling of the IPv4 address, or its translation: what is allowed there is allowed here. */
  readonly isSame?: true;
  /** Other addresses look like this too; one that begins with a zero is none of IPv4. */
  readonly isGuess?: true;
}

const LAST = [12, 13, 14, 15] as const;

/** @see https://www.iana.org/assignments/iana-ipv6-special-registry */
const CARRIERS: readonly Carrier[] = [
  // IPv4-mapped.
  { carries: within('::ffff:0:0', 96), at: LAST, isSame: true },
  // NAT64, RFC 6052.
  { carries: within('64:ff9b::', 96), at: LAST, isSame: true },
  // NAT64 of one's own, RFC 8215, with the address where prefixes of 96 and of 48 bits have it.
  { carries: within('64:ff9b:1::', 48), at: LAST, isGuess: true },
  { carries: within('64:ff9b:1::', 48), at: [6, 7, 9, 10], isGuess: true },
  // IPv4-translated, RFC 2765.
  { carries: within('::ffff:0:0:0', 96), at: LAST },
  // IPv4-compatible; ::1 is not among them.
  { carries: within('::', 96), at: LAST, isGuess: true },
  // 6to4.
  { carries: within('2002::', 16), at: [2, 3, 4, 5] },
  // Teredo: server and client.
  { carries: within('2001::', 32), at: [4, 5, 6, 7] },
  { carries: within('2001::', 32), at: LAST, isInverted: true },
  // ISATAP, under any prefix.
  {
    carries: (_, [, , , , , , , , flags = 1, zero, high, low]) =>
      (flags & 0xfd) === 0 && zero === 0 && high === 0x5e && low === 0xfe,
    at: LAST,
  },
];

/**
 * The address itself and those of IPv4 that it carries: a rule that denies one of them denies it.
 *
 * @returns `isSame`: what allows that one allows the address too
 */
export function reachedBy(address: IpAddress): readonly { readonly address: IpAddress; readonly isSame: boolean }[] {
  const itself = { address, isSame: true };
  if (address instanceof ipaddr.IPv4) return [itself];
  const bytes = address.toByteArray();
  const carried = CARRIERS.filter(({ carries }) => carries(address, bytes)).flatMap((carrier) => {
    const inner = carrier.at.map((index) => (bytes[index] ?? 0) ^ (carrier.isInverted ? 0xff : 0));
    if (carrier.isGuess && inner[0] === 0) return [];
    return [{ address: new ipaddr.IPv4(inner), isSame: carrier.isSame ?? false }];
  });
  return [itself, ...carried];
}

function within(prefix: string, bits: number): (address: ipaddr.IPv6) => boolean {
  const network = { first: ipaddr.IPv6.parse(prefix), bits };
  return (address) => isInNetwork(address, network);
}
