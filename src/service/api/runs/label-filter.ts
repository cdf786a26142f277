import { labelValueFaults, qualifiedNameFaults } from '../../../resources/names/qualified-name.ts';
import { refused } from '../check/refused.ts';

/** For clients: the form, of which the rules of Kubernetes say more. */
export const LABEL_PATTERN = '^([a-z0-9.-]+/)?[A-Za-z0-9][-A-Za-z0-9_.]*=[-A-Za-z0-9_.]*$';

/**
 * Labels as a query writes them: `label=team=checkout`, repeated for more.
 *
 * @throws Fault REQUEST_INVALID for what is no label, and for a name with two values
 */
export function labelsOf(texts: readonly string[]): Readonly<Record<string, string>> {
  const labels = new Map<string, string>();
  const found = texts.flatMap((text) => {
    const at = text.indexOf('=');
    const [name, value] = at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
    const faults = at === -1 ? ['NAME=VALUE was expected'] : [...qualifiedNameFaults(name), ...labelValueFaults(value)];
    const isOther = labels.has(name) && labels.get(name) !== value;
    labels.set(name, value);
    return [...faults, ...(isOther ? ['it has two values'] : [])].map((fault) => ({
      pointer: 'label',
      detail: `label: ${JSON.stringify(text)}: ${fault}`,
    }));
  });
  if (found.length > 0) throw refused('query', found);
  return Object.fromEntries(labels);
}
