const PART = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const VALUE = '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?';
const SUBDOMAIN = '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*';
const NAME_FORM = `must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName', or 'my.name', or '123-abc', regex used for validation is '${PART}')`;

const isPart = wholly(PART);
const isValue = wholly(VALUE);
const isSubdomain = wholly(SUBDOMAIN);

/** What is wrong with a lowercase DNS subdomain, the form of most names; undefined when nothing is. */
export function subdomainProblem(name: string): string | undefined {
  if (name.length > 253) return 'must be no more than 253 characters';
  if (isSubdomain(name)) return undefined;
  return `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${SUBDOMAIN}')`;
}

/**
 * What is wrong with the key of a label or annotation, or with a finalizer: `app`, `example.com/app`; undefined when nothing is.
 *
 * @param of  objects and selectors are told in other words
 */
export function labelNameProblem(key: string, of: 'object' | 'selector' = 'object'): string | undefined {
  const parts = key.split('/');
  const [first = '', second] = parts;
  const name = second ?? first;
  if (parts.length > 2) {
    const prefixed = `${NAME_FORM} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`;
    return of === 'selector' ? `a valid label key ${prefixed}` : `a valid label key ${prefixed}`;
  }
  if (second !== undefined && first === '') return 'prefix part must be non-empty';
  const prefixProblem = second === undefined ? undefined : subdomainProblem(first);
  if (prefixProblem !== undefined) return `prefix part ${prefixProblem}`;
  if (name === '') return 'name part must be non-empty';
  if (name.length > 63) return 'name part must be no more than 63 characters';
  return isPart(name) ? undefined : `name part ${NAME_FORM}`;
}

/** What is wrong with the value of a label; undefined when nothing is. */
export function labelValueProblem(value: string): string | undefined {
  if (value.length > 63) return 'must be no more than 63 characters';
  if (isValue(value)) return undefined;
  return `a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue', or 'my_value', or '12345', regex used for validation is '${VALUE}')`;
}

function wholly(pattern: string): (text: string) => boolean {
  const whole = new RegExp(`^(?:${pattern})$`);
  return (text) => whole.test(text);
}
