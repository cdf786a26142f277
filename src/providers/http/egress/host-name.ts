import { isIP } from 'node:net';

/**
 * A host as it is connected to, whoever spelled it: lower case, in Punycode, without a dot at its end, and addresses in the one usual way,
 * so that `0x7f.1`, `2130706433` and `１２７.1` are `127.0.0.1`. What is no host stays as it is.
 */
export function canonicalHost(host: string): string {
  const bare = host.startsWith('[') ? host.slice(1, -1) : host;
  const written = bare.includes(':') ? `[${bare}]` : bare;
  // What connects reads URLs in the same way.
  const isHost = !/[/?#@\\\s]/.test(written) && URL.canParse(`http://${written}/`);
  const url = isHost ? new URL(`http://${written}/`).hostname : bare.toLowerCase();
  const name = url.startsWith('[') ? url.slice(1, -1) : url;
  return name.replace(/\.$/, '');
}

/**
 * True when a pattern such as `prom.example.com` or `*.example.com` means this host; `*.` stands for one or more labels, `*` alone for every name,
 * but for no address.
 *
 * @param pattern  canonical, as the host is
 */
export function matchesHost(pattern: string, host: string): boolean {
  if (pattern === '*') return isIP(host) === 0;
  return pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) && host.length >= pattern.length : host === pattern;
}
