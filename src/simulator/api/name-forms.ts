import { subdomainProblems, tooLong, wholly } from './label-names.ts';

/** What is wrong with a name. */
export type NameForm = (name: string) => readonly string[];

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const LABEL_1035 = '[a-z]([-a-z0-9]*[a-z0-9])?';
const LABEL_FORM = `a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '${LABEL}')`;
const LABEL_1035_FORM = `a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '${LABEL_1035}')`;

const isLabel = wholly(LABEL);
const isLabel1035 = wholly(LABEL_1035);

/** Resources whose names are parts of other names, and so have another form than most. */
const FORMS = new Map<string, NameForm>([
  ['/namespaces', labelProblems],
  ['/services', label1035Problems],
]);

/** The form of the names of a resource. */
export function nameFormOf(group: string, plural: string): NameForm {
  return FORMS.get(`${group}/${plural}`) ?? subdomainProblems;
}

function labelProblems(name: string): readonly string[] {
  if (isLabel(name)) return tooLong(name, 63, 'characters');
  return [
    ...tooLong(name, 63, 'characters'),
    subdomainProblems(name).length === 0 ? 'must not contain dots' : LABEL_FORM,
  ];
}

function label1035Problems(name: string): readonly string[] {
  return [...tooLong(name, 63, 'characters'), ...(isLabel1035(name) ? [] : [LABEL_1035_FORM])];
}
