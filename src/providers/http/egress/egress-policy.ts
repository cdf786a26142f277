import { Fault } from '../../../core/fault.ts';
import { quote } from '../../../core/go/quote.ts';
import { DENIED_ALWAYS, DENIED_BY_DEFAULT } from './denied-by-default.ts';
import type { Egress, Resolved } from './egress.ts';
import { type EgressRule, parseEgressRule } from './egress-rule.ts';
import { canonicalHost, matchesHost } from './host-name.ts';
import { reachedBy } from './inner-addresses.ts';
import { type IpAddress, ipAddressOf, isInNetwork } from './ip-address.ts';

/**
 * Where requests may go, as an administrator writes it. Each rule is a host (`prom.example.com`), all hosts below a domain
 * (`*.example.com`), all names (`*`), an address or a network (`10.0.0.0/8`, `fd00::/8`).
 */
export interface EgressRules {
  /** When there is one, everything else is denied. */
  readonly allow?: readonly string[];
  /** Counts more than `allow`. */
  readonly deny?: readonly string[];
  /** Takes back what is denied by default: link-local addresses and metadata services. Default false. */
  readonly allowLinkLocal?: boolean;
}

/** A rule that denies, and who says so, for the text. */
interface Denial {
  readonly rule: EgressRule;
  readonly by: string;
}

/**
 * Reads the rules. Without any, all is allowed but link-local addresses, metadata services, and what is no address of a host.
 *
 * @throws Fault USAGE_INVALID for a rule that cannot be read
 */
export function egressPolicy({ allow, deny = [], allowLinkLocal = false }: EgressRules): Egress {
  const byDefault = [...(allowLinkLocal ? [] : DENIED_BY_DEFAULT), ...DENIED_ALWAYS];
  const denials: readonly Denial[] = [
    ...deny.map((text) => ({ rule: parseEgressRule('egress.deny', text), by: 'by egress.deny' })),
    ...byDefault.map(({ rule, what }) => ({ rule: parseEgressRule('by default', rule), by: `by default: ${what}` })),
  ];
  return new Policy(
    denials,
    allow?.map((text) => parseEgressRule('egress.allow', text)),
  );
}

/** Hosts that are remembered; when there are more, all are forgotten. */
const MOST_REMEMBERED = 1000;

class Policy implements Egress {
  readonly #denials: readonly Denial[];
  readonly #allowed: readonly EgressRule[] | undefined;
  /** Hosts that passed, with and without a proxy: rules never change, and the same few hosts are asked again and again. */
  readonly #passed = { proxied: new Set<string>(), direct: new Set<string>() };

  constructor(denials: readonly Denial[], allowed: readonly EgressRule[] | undefined) {
    this.#denials = denials;
    this.#allowed = allowed;
  }

  checkName(written: string, isProxied: boolean): void {
    const passed = isProxied ? this.#passed.proxied : this.#passed.direct;
    if (passed.has(written)) return;
    const host = canonicalHost(written);
    const address = ipAddressOf(host);
    const fault =
      address === undefined
        ? (this.#againstName(host) ?? (isProxied ? this.#againstUnseen(host) : undefined))
        : this.#againstAddress(host, address);
    if (fault !== undefined) throw fault;
    if (passed.size >= MOST_REMEMBERED) passed.clear();
    passed.add(written);
  }

  permitted<Address extends Resolved>(written: string, addresses: readonly Address[]): readonly Address[] {
    const host = canonicalHost(written);
    let first = this.#againstName(host);
    if (first !== undefined) throw first;
    const permitted = addresses.filter(({ address: text }) => {
      const address = ipAddressOf(text);
      const fault = address === undefined ? noAddress(host, text) : this.#againstAddress(host, address);
      first ??= fault;
      return fault === undefined;
    });
    if (permitted.length === 0 && first !== undefined) throw first;
    return permitted;
  }

  #againstName(host: string): Fault | undefined {
    const denial = this.#denials.find(({ rule }) => isHostOf(rule, host));
    return denial && deniedBy(denial, { host }, host);
  }

  #againstUnseen(host: string): Fault | undefined {
    if (this.#allowed === undefined || this.#allowed.some((rule) => isHostOf(rule, host))) return undefined;
    return denied({ host }, 'egress.allow', `${host} is not in egress.allow, and the proxy does not tell its address`);
  }

  #againstAddress(host: string, address: IpAddress): Fault | undefined {
    const reached = reachedBy(address);
    const where = { host, address: address.toString() };
    const shown = where.address === host ? host : `${host} (${where.address})`;
    const denial = this.#denials.find(({ rule }) => reached.some((one) => isAddressOf(rule, one.address)));
    if (denial !== undefined) return deniedBy(denial, where, shown);
    const same = reached.filter(({ isSame }) => isSame);
    const isAllowed = (rule: EgressRule): boolean =>
      isHostOf(rule, host) || same.some((one) => isAddressOf(rule, one.address));
    if (this.#allowed === undefined || this.#allowed.some(isAllowed)) return undefined;
    return denied(where, 'egress.allow', `${shown} is not in egress.allow`);
  }
}

function isHostOf(rule: EgressRule, host: string): boolean {
  return rule.kind === 'host' && matchesHost(rule.pattern, host);
}

function isAddressOf(rule: EgressRule, address: IpAddress): boolean {
  return rule.kind === 'network' && isInNetwork(address, rule.network);
}

function deniedBy({ rule: { text }, by }: Denial, where: Readonly<Record<string, string>>, shown: string): Fault {
  return denied(where, text, `${shown} is denied by ${text} (${by})`);
}

function denied(where: Readonly<Record<string, string>>, rule: string, text: string): Fault {
  return new Fault('EGRESS_DENIED', `egress denied: ${text}`, { ...where, rule });
}

function noAddress(host: string, text: string): Fault {
  return denied({ host }, 'egress.allow', `${host} was resolved to ${quote(text)}, which is no address`);
}
