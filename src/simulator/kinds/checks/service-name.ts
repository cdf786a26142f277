import { type NameRule, nameFaults } from '../../../resources/names/name-rule.ts';

const SERVICE: NameRule = {
  pattern: '[a-z]([-a-z0-9]*[a-z0-9])?',
  text: "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character",
  examples: ['my-name', 'abc-123'],
  longest: 63,
};

/** What is wrong with the name of a Service, which becomes a name in DNS. */
export function serviceNameFaults(name: string): readonly string[] {
  return nameFaults(name, SERVICE);
}
