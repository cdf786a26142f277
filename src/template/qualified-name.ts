const NAME = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const NAME_TEXT = `must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '${NAME}')`;
const NAME_LENGTH = 63;

const SUBDOMAIN = '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*';
const SUBDOMAIN_TEXT = `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${SUBDOMAIN}')`;
const SUBDOMAIN_LENGTH = 253;

/**
 * What is wrong with the key of a label or annotation, in Kubernetes' words; empty for a good one: `app`, `example.com/team`.
 *
 * @see https://pkg.go.dev/k8s.io/apimachinery/pkg/util/validation#IsQualifiedName
 */
export function qualifiedNameFaults(key: string): readonly string[] {
  const parts = key.split('/');
  if (parts.length > 2) {
    return [`a qualified name ${NAME_TEXT} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`];
  }
  const name = parts.at(-1) ?? '';
  const prefix = parts.length === 2 ? prefixFaults(parts[0] ?? '') : [];
  return [...prefix.map((text) => `prefix part ${text}`), ...nameFaults(name).map((text) => `name part ${text}`)];
}

function nameFaults(name: string): readonly string[] {
  const length = name === '' ? ['must be non-empty'] : tooLong(name, NAME_LENGTH);
  return isAll(NAME, name) ? length : [...length, NAME_TEXT];
}

function prefixFaults(prefix: string): readonly string[] {
  if (prefix === '') return ['must be non-empty'];
  const length = tooLong(prefix, SUBDOMAIN_LENGTH);
  return isAll(SUBDOMAIN, prefix) ? length : [...length, SUBDOMAIN_TEXT];
}

function tooLong(text: string, limit: number): readonly string[] {
  return new TextEncoder().encode(text).length > limit ? [`must be no more than ${limit} characters`] : [];
}

function isAll(pattern: string, text: string): boolean {
  return new RegExp(`^(?:${pattern})$`).test(text);
}
