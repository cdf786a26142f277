import ipaddr from 'ipaddr.js';
import { Fault, textOf } from '../../core/fault.ts';
import { longDurationMs } from '../../core/long-duration.ts';
import { dnsLabelFaults, subdomainFaults } from '../../resources/names/dns-names.ts';

/*
 * What a text of the configuration may be. Each gives what is wrong with it, as the end of `expected …`, or undefined when nothing is.
 */

/** A namespace, or `*`. */
export function namespaceTrouble(text: string): string | undefined {
  if (text === '*') return undefined;
  const [trouble] = dnsLabelFaults(text);
  return trouble === undefined ? undefined : `a namespace or "*": ${trouble}`;
}

/** A namespace by its name alone. */
export function oneNamespaceTrouble(text: string): string | undefined {
  const [trouble] = dnsLabelFaults(text);
  return trouble === undefined ? undefined : `the name of a namespace: ${trouble}`;
}

/** The name of a Secret. */
export function secretNameTrouble(text: string): string | undefined {
  const [trouble] = subdomainFaults(text);
  return trouble === undefined ? undefined : `the name of a Secret: ${trouble}`;
}

/** The name of a variable of the environment. */
export function variableTrouble(text: string): string | undefined {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(text) ? undefined : 'the name of a variable, of letters, digits and _';
}

/** A text with something in it. */
export function emptyTrouble(text: string): string | undefined {
  return text.trim() === '' ? 'a text that is not empty' : undefined;
}

/** A length of time that is not zero. */
export function lengthTrouble(text: string): string | undefined {
  return durationTrouble(text) ?? (longDurationMs(text) > 0 ? undefined : 'a duration longer than zero');
}

/** A length of time. */
export function durationTrouble(text: string): string | undefined {
  try {
    longDurationMs(text);
    return undefined;
  } catch (thrown) {
    if (thrown instanceof Fault) return textOf(thrown).replace(/^expected /, '');
    throw thrown;
  }
}

const NAME = '[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*';
const HOST = new RegExp(`^(\\*\\.)?${NAME}\\.?(:\\d{1,5})?$`, 'i');
const TARGET = new RegExp(`^(\\*|(\\*\\.)?${NAME}\\.?)$`, 'i');

/** A name under which the service is called, or an address in the way URLs write it. */
export function hostTrouble(text: string): string | undefined {
  const isAddress = /^\[[0-9a-f:.]+\](:\d{1,5})?$/i.test(text) && ipaddr.isValid(text.slice(1, text.indexOf(']')));
  return isAddress || HOST.test(text)
    ? undefined
    : 'a host such as verdict.example.com, verdict.tools.svc:8765 or *.tools.svc';
}

/** Somebody who may be called, or not. */
export function targetTrouble(text: string): string | undefined {
  if (networkTrouble(text) === undefined) return undefined;
  // What looks like an address and is none, such as 10.0.0.300, must not pass for a name.
  const isName = TARGET.test(text) && !/(^|\.)\d+$/.test(text);
  return isName ? undefined : 'a host (prometheus.example.com, *.example.com, *), an address or a network (10.0.0.0/8)';
}

/** An address, or a network by its prefix. */
export function networkTrouble(text: string): string | undefined {
  const isNetwork = text.includes('/') ? ipaddr.isValidCIDR(text) : isWholeAddress(text);
  return isNetwork ? undefined : 'an address such as 10.1.2.3, or a network such as 10.0.0.0/8 or fd00::/8';
}

/** The library also takes `10.1` and octal numbers for addresses. */
function isWholeAddress(text: string): boolean {
  return ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text);
}

/** The service's own address: scheme and host. */
export function publicUrlTrouble(text: string): string | undefined {
  const expected = 'an address without a path, such as https://verdict.example.com';
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) return expected;
  const isBare =
    url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '' && url.password === '';
  return isBare ? undefined : expected;
}

/** The address of an issuer. Without TLS anybody on the way could sign tokens. */
export function issuerTrouble(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isPlain =
    url !== undefined && url.search === '' && url.hash === '' && url.username === '' && url.password === '';
  if (!isPlain) return 'an address such as https://login.example.com';
  const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopbackName(url.hostname));
  return isSafe ? undefined : 'an address that begins with https: (http only on this machine)';
}

/** Whether a host of a URL is this machine itself, whatever the DNS says. */
export function isLoopbackName(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
