/** What is denied though nobody wrote so: a rule as it would be written, and what stands behind it. */
export interface DefaultDenial {
  readonly rule: string;
  readonly what: string;
}

const LINK_LOCAL = 'link-local addresses, where clouds keep credentials';
const METADATA = 'metadata service of a cloud';
const NO_HOST = 'no address of a single host';

/**
 * Denied unless it is allowed as a whole: whoever asks here gets at the credentials of the machine. Loopback and private networks are not
 * among them, because metrics backends live there.
 */
export const DENIED_BY_DEFAULT: readonly DefaultDenial[] = [
  { rule: '169.254.0.0/16', what: LINK_LOCAL },
  { rule: 'fe80::/10', what: LINK_LOCAL },
  // Amazon's, by IPv6; beside metadata also credentials of pods.
  { rule: 'fd00:ec2::/32', what: METADATA },
  // Google's, by IPv6.
  { rule: 'fd20:ce::254', what: METADATA },
  // Alibaba's.
  { rule: '100.100.100.200', what: METADATA },
  // Azure's.
  { rule: '168.63.129.16', what: METADATA },
  // Oracle's.
  { rule: '192.0.0.192', what: METADATA },
  // Names count where a proxy resolves them.
  { rule: 'metadata', what: METADATA },
  { rule: 'metadata.google.internal', what: METADATA },
  { rule: 'metadata.goog', what: METADATA },
  { rule: 'instance-data', what: METADATA },
  { rule: 'instance-data.ec2.internal', what: METADATA },
  { rule: 'metadata.azure.internal', what: METADATA },
  { rule: 'metadata.tencentyun.com', what: METADATA },
];

/** Denied always. The machine itself answers to the first two, so they would be a way around a rule against loopback. */
export const DENIED_ALWAYS: readonly DefaultDenial[] = [
  { rule: '0.0.0.0/8', what: NO_HOST },
  { rule: '::', what: NO_HOST },
  { rule: '224.0.0.0/4', what: NO_HOST },
  { rule: '255.255.255.255', what: NO_HOST },
  { rule: 'ff00::/8', what: NO_HOST },
];
