import { isMatch, type NameRule, nameFaults } from './name-rule.ts';

const LABEL: NameRule = {
  pattern: '[a-z0-9]([-a-z0-9]*[a-z0-9])?',
  text: "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
  examples: ['my-name', '123-abc'],
  longest: 63,
};

const SUBDOMAIN: NameRule = {
  pattern: `${LABEL.pattern}(\\.${LABEL.pattern})*`,
  text: "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
  examples: ['example.com'],
  longest: 253,
};

/** What is wrong with the name of most objects, such as Secrets and service accounts; in Kubernetes' words. */
export function subdomainFaults(name: string): readonly string[] {
  return nameFaults(name, SUBDOMAIN);
}

/** What is wrong with a name that must be a single DNS label, such as a container's or a volume's. */
export function dnsLabelFaults(name: string): readonly string[] {
  const hasDots = !isMatch(name, LABEL.pattern) && isMatch(name, SUBDOMAIN.pattern);
  return hasDots
    ? [...nameFaults(name, { ...LABEL, pattern: SUBDOMAIN.pattern }), 'must not contain dots']
    : nameFaults(name, LABEL);
}
