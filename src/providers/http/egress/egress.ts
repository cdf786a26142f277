/** An address that a name was resolved to. */
export interface Resolved {
  readonly address: string;
}

/**
 * Where requests may go. Asked twice for each request and each redirect: about the name before anything is sent, and about the address
 * when a connection is made, with the very address that is connected to.
 */
export interface Egress {
  /**
   * What a host tells before it is resolved. A literal address is judged at once, however it is spelled.
   *
   * @param host       without port, as it stands in a URL
   * @param isProxied  a proxy resolves the name and nobody here sees its address: where there is an allow-list, the name must be on it
   * @throws Fault EGRESS_DENIED naming host, address and rule
   */
  checkName(host: string, isProxied: boolean): void;
  /**
   * Those of a host's addresses to which a connection may be made.
   *
   * @throws Fault EGRESS_DENIED when there are none
   */
  permitted<Address extends Resolved>(host: string, addresses: readonly Address[]): readonly Address[];
}
