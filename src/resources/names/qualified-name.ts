import { subdomainFaults } from './dns-names.ts';
import { formText, type NameRule, nameFaults } from './name-rule.ts';

const NAME: NameRule = {
  pattern: '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]',
  text: "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
  examples: ['MyName', 'my.name', '123-abc'],
  longest: 63,
};

const VALUE: NameRule = {
  pattern: `(${NAME.pattern})?`,
  text: "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
  examples: ['MyValue', 'my_value', '12345'],
  longest: 63,
};

/**
 * What is wrong with the key of a label or annotation, in Kubernetes' words; empty for a good one: `app`, `example.com/team`.
 *
 * @see https://pkg.go.dev/k8s.io/apimachinery/pkg/util/validation#IsQualifiedName
 */
export function qualifiedNameFaults(key: string): readonly string[] {
  const parts = key.split('/');
  if (parts.length > 2) {
    return [
      `a qualified name ${formText(NAME)} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  }
  const prefix = parts.length === 2 ? orEmptyFault(parts[0] ?? '', subdomainFaults) : [];
  const name = parts.at(-1) ?? '';
  const own = [...(name === '' ? ['must be non-empty'] : []), ...nameFaults(name, NAME)];
  return [...prefix.map((text) => `prefix part ${text}`), ...own.map((text) => `name part ${text}`)];
}

/** What is wrong with the value of a label. An empty one is good. */
export function labelValueFaults(value: string): readonly string[] {
  return nameFaults(value, VALUE);
}

function orEmptyFault(name: string, faults: (name: string) => readonly string[]): readonly string[] {
  return name === '' ? ['must be non-empty'] : faults(name);
}
