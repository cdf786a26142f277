import ipaddr from 'ipaddr.js';
import { Fault } from '../../../core/fault.ts';
import type { Credentials } from '../access.ts';

/** Names under which the service may be called. */
export interface OwnNames {
  /** Scheme, name and port. */
  readonly publicUrl?: string;
  /** `name`, `name:port`, `*.suffix`; in lower case. */
  readonly hosts: readonly string[];
}

type Called = Pick<Credentials, 'host' | 'end'>;

/**
 * Refuses requests that call us by a name that is not ours. A page of evil.example whose name suddenly leads to this machine (DNS rebinding)
 * has its own name in `Host`, whatever address it reaches.
 *
 * Ours are: on loopback `localhost` and the addresses of loopback, with our port; the address that was connected to, with our port, as
 * probes use it (a page cannot be rebound without a name); the host of `publicUrl`; and `hosts`.
 *
 * @throws Fault FORBIDDEN
 */
export function demandOwnHost(called: Called, own: OwnNames): void {
  const host = parsedHost(called.host);
  if (host !== undefined && (isEndOf(host, called.end) || isPublic(host, own) || isConfigured(host, own))) return;
  const text =
    called.host === ''
      ? 'the request names no Host; send the one under which the service is known'
      : `${JSON.stringify(called.host.slice(0, 200))} is no Host of this service; if it should be one, add it to "hosts" in its configuration`;
  throw new Fault('FORBIDDEN', text);
}

interface Host {
  /** In lower case, without a dot at its end, addresses in brackets as in URLs. */
  readonly name: string;
  readonly port?: number;
}

function parsedHost(text: string): Host | undefined {
  const [, name, port] = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::(\d{1,5}))?$/.exec(text.toLowerCase()) ?? [];
  if (name === undefined) return undefined;
  return { name: name.replace(/\.$/, ''), ...(port !== undefined && { port: Number(port) }) };
}

function isEndOf({ name, port = 80 }: Host, end: Called['end']): boolean {
  if (port !== end.port) return false;
  const own = canonicalAddress(end.address);
  const isOnLoopback = own !== undefined && ipaddr.parse(own).range() === 'loopback';
  const loopback = isOnLoopback ? ['localhost', '127.0.0.1', '::1'] : [];
  const bare = name.startsWith('[') ? name.slice(1, -1) : name;
  return loopback.includes(bare) || (own !== undefined && canonicalAddress(bare) === own);
}

function canonicalAddress(text: string): string | undefined {
  const isAddress = ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text);
  return isAddress ? ipaddr.process(text).toString() : undefined;
}

function isPublic({ name, port }: Host, { publicUrl }: OwnNames): boolean {
  if (publicUrl === undefined) return false;
  const url = new URL(publicUrl);
  return name === url.hostname && (port ?? usualPort(url)) === (url.port === '' ? usualPort(url) : Number(url.port));
}

function usualPort({ protocol }: URL): number {
  return protocol === 'https:' ? 443 : 80;
}

function isConfigured({ name, port }: Host, { hosts }: OwnNames): boolean {
  return hosts.some((written) => {
    const isAnyBelow = written.startsWith('*.');
    const own = parsedHost(isAnyBelow ? written.slice(2) : written);
    if (own === undefined || (own.port !== undefined && own.port !== port)) return false;
    return isAnyBelow ? name.endsWith(`.${own.name}`) : name === own.name;
  });
}
