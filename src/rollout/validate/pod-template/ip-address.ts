import { type FieldError, invalid } from '../field-error.ts';

/** An error for a text that is no IP address. Leading zeros are let through, as Kubernetes does in fields this old. */
export function ipErrors(text: string, path: string): readonly FieldError[] {
  if (isIpv4(text) || isIpv6(text)) return [];
  return [invalid(path, text, 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)')];
}

function isIpv4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^\d+$/.test(part) && Number(part) <= 0xff);
}

const GROUPS = 8;

function isIpv6(text: string): boolean {
  const halves = text.split('::');
  const groups = halves.map(groupsOf);
  if (halves.length > 2 || groups.includes(undefined)) return false;
  const count = groups.reduce<number>((sum, each) => sum + (each ?? 0), 0);
  // A gap stands for at least one group.
  return halves.length === 2 ? count < GROUPS : count === GROUPS;
}

/** How many groups of 16 bits stand here; undefined for anything else. An IPv4 address at the end stands for two. */
function groupsOf(text: string, half: number, halves: readonly string[]): number | undefined {
  if (text === '') return halves.length > 1 ? 0 : undefined;
  const parts = text.split(':');
  const last = parts.at(-1) ?? '';
  const endsInIpv4 = half === halves.length - 1 && isIpv4(last);
  const hex = endsInIpv4 ? parts.slice(0, -1) : parts;
  const isHex = hex.every((part) => /^[0-9a-fA-F]+$/.test(part) && Number.parseInt(part, 16) <= 0xffff);
  return isHex ? hex.length + (endsInIpv4 ? 2 : 0) : undefined;
}
