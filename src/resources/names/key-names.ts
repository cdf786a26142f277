import { type NameRule, nameFaults } from './name-rule.ts';

const VARIABLE: NameRule = {
  pattern: '[-._a-zA-Z][-._a-zA-Z0-9]*',
  text: "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit",
  examples: ['my.env-name', 'MY_ENV.NAME', 'MyEnvName1'],
};

const KEY: NameRule = {
  pattern: '[-._a-zA-Z0-9]+',
  text: "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
  examples: ['key.name', 'KEY_NAME', 'key-name'],
  longest: 253,
};

const HEADER: NameRule = {
  pattern: '[-A-Za-z0-9]+',
  text: "a valid HTTP header must consist of alphanumeric characters or '-'",
  examples: ['X-Header-Name'],
};

/** What is wrong with the name of an environment variable, in Kubernetes' words. */
export function variableNameFaults(name: string): readonly string[] {
  return [...nameFaults(name, VARIABLE), ...folderFaults(name)];
}

/** What is wrong with the name of a variable that is read from a file: anything printable will do. */
export function fileVariableNameFaults(name: string): readonly string[] {
  if (/^[ -<>-~]*$/.test(name)) return [];
  return ["a valid environment variable name must consist only of printable ASCII characters other than '='"];
}

/** What is wrong with a key of a ConfigMap or Secret. */
export function configKeyFaults(key: string): readonly string[] {
  return [...nameFaults(key, KEY), ...folderFaults(key)];
}

/** What is wrong with the name of an HTTP header. */
export function headerNameFaults(name: string): readonly string[] {
  return nameFaults(name, HEADER);
}

/** Names that mean folders once they become files. */
function folderFaults(name: string): readonly string[] {
  if (name === '.' || name === '..') return [`must not be '${name}'`];
  return name.startsWith('..') ? ["must not start with '..'"] : [];
}
