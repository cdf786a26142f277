import { Fault } from '../../../core/fault.ts';
import { quote } from '../../../core/go/quote.ts';
import { DENIED_BY_DEFAULT } from './denied-by-default.ts';
import type { Egress, Resolved } from './egress.ts';
import { type EgressRule, isPartOfRule, parseEgressRule } from './egress-rule.ts';
import { canonicalHost, matchesHost } from './host-name.ts';
import { reachedBy } from './inner-addresses.ts';
import { type IpAddress, ipAddressOf, isInNetwork } from './ip-address.ts';

/**
 * Where requests may go, as an administrator writes it. Each rule is a host (`prom.example.com`), all hosts below a domain
 * (`*.example.com`), an address or a network (`10.0.0.0/8`, `fd00::/8`).
 */
export interface EgressRules {
  /**
   * When there is one, everything else is denied. A rule here that names a part of what is denied by default, or all of it, takes that back
   * for as far as it reaches.
   */
  readonly allow?: readonly string[];
  /** Counts more than `allow`. */
  readonly deny?: readonly string[];
}

interface Denial {
  readonly rule: EgressRule;
  /** Who denies: for the text. */
  readonly by: string;
  readonly isDefault: boolean;
}

/**
 * Reads the rules. Without any, all is allowed but what is denied by default: link-local and metadata addresses.
 *
 * @throws Fault USAGE_INVALID for a rule that cannot be read
 */
export function egressPolicy({ allow, deny = [] }: EgressRules): Egress {
  const allowed = allow?.map((text) => parseEgressRule('egress.allow', text));
  const denials: readonly Denial[] = [
    ...deny.map((text) => ({ rule: parseEgressRule('egress.deny', text), by: 'by egress.deny', isDefault: false })),
    ...DENIED_BY_DEFAULT.map(({ rule, what }) => ({
      rule: parseEgressRule('denied by default', rule),
      by: `by default: ${what}`,
      isDefault: true,
    })),
  ];
  return new Policy(denials, allowed);
}

class Policy implements Egress {
  readonly #denials: readonly Denial[];
  readonly #allowed: readonly EgressRule[] | undefined;

  constructor(denials: readonly Denial[], allowed: readonly EgressRule[] | undefined) {
    this.#denials = denials;
    this.#allowed = allowed;
  }

  checkName(written: string, isProxied: boolean): void {
    const host = canonicalHost(written);
    const address = ipAddressOf(host);
    const fault =
      address === undefined
        ? (this.#againstName(host) ?? (isProxied ? this.#againstUnseen(host) : undefined))
        : this.#againstAddress(host, address);
    if (fault !== undefined) throw fault;
  }

  permitted<Address extends Resolved>(written: string, addresses: readonly Address[]): readonly Address[] {
    const host = canonicalHost(written);
    let first: Fault | undefined = this.#againstName(host);
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
    const denial = this.#denials.find(
      (one) => isHostOf(one.rule, host) && !this.#isTakenBack(one, (rule) => isHostOf(rule, host)),
    );
    return denial && denied({ host }, denial.rule.text, `${host} is denied by ${denial.rule.text} (${denial.by})`);
  }

  #againstUnseen(host: string): Fault | undefined {
    if (this.#allowed === undefined || this.#allowed.some((rule) => isHostOf(rule, host))) return undefined;
    return denied({ host }, 'egress.allow', `${host} is not in egress.allow, and the proxy does not tell its address`);
  }

  #againstAddress(host: string, address: IpAddress): Fault | undefined {
    const reached = reachedBy(address);
    const where = { host, address: address.toString() };
    const shown = where.address === host ? host : `${host} (${where.address})`;
    for (const one of reached) {
      const denial = this.#denials.find(
        (candidate) =>
          isAddressOf(candidate.rule, one.address) &&
          !this.#isTakenBack(candidate, (rule) => isAddressOf(rule, one.address)),
      );
      if (denial !== undefined) {
        return denied(where, denial.rule.text, `${shown} is denied by ${denial.rule.text} (${denial.by})`);
      }
    }
    const same = reached.filter(({ isSame }) => isSame);
    const isAllowed = (rule: EgressRule): boolean =>
      isHostOf(rule, host) || same.some((one) => isAddressOf(rule, one.address));
    if (this.#allowed === undefined || this.#allowed.some(isAllowed)) return undefined;
    return denied(where, 'egress.allow', `${shown} is not in egress.allow`);
  }

  /** Whether a rule of the allow-list that fits names a part of what is denied by default: a wider one was written without having it in mind. */
  #isTakenBack({ rule, isDefault }: Denial, fits: (rule: EgressRule) => boolean): boolean {
    return isDefault && (this.#allowed ?? []).some((one) => fits(one) && isPartOfRule(one, rule));
  }
}

function isHostOf(rule: EgressRule, host: string): boolean {
  return rule.kind === 'host' && matchesHost(rule.pattern, host);
}

function isAddressOf(rule: EgressRule, address: IpAddress): boolean {
  return rule.kind === 'network' && isInNetwork(address, rule.network);
}

function denied(where: Readonly<Record<string, string>>, rule: string, text: string): Fault {
  return new Fault('EGRESS_DENIED', `egress denied: ${text}`, { ...where, rule });
}

function noAddress(host: string, text: string): Fault {
  return denied({ host }, 'egress.allow', `${host} was resolved to ${quote(text)}, which is no address`);
}
