import { subdomainProblem } from './label-names.ts';

/** What is wrong with a name; undefined when nothing is. */
export type NameForm = (name: string) => string | undefined;

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const LABEL_1035 = '[a-z]([-a-z0-9]*[a-z0-9])?';

/** Resources whose names are parts of other names, and so have another form than most. */
const FORMS = new Map<string, NameForm>([
  ['/namespaces', labelProblem],
  ['/services', label1035Problem],
]);

/** The form of the names of a resource. */
export function nameFormOf(group: string, plural: string): NameForm {
  return FORMS.get(`${group}/${plural}`) ?? subdomainProblem;
}

function labelProblem(name: string): string | undefined {
  if (name.length > 63) return 'must be no more than 63 characters';
  if (new RegExp(`^(?:${LABEL})$`).test(name)) return undefined;
  return `a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '${LABEL}')`;
}

function label1035Problem(name: string): string | undefined {
  if (name.length > 63) return 'must be no more than 63 characters';
  if (new RegExp(`^(?:${LABEL_1035})$`).test(name)) return undefined;
  return `a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '${LABEL_1035}')`;
}
