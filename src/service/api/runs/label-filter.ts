import { labelValueFaults, qualifiedNameFaults } from '../../../resources/names/qualified-name.ts';
import { refused } from '../check/refused.ts';

/** For clients: the form, of which the rules of Kubernetes say more. */
export const LABEL_PATTERN = '^([a-z0-9.-]+/)?[A-Za-z0-9][-A-Za-z0-9_.]*=[-A-Za-z0-9_.]*$';

/** What is wrong with a label as a query writes it. */
export function labelFaults(text: string): readonly string[] {
  if (!text.includes('=')) return ['NAME=VALUE was expected'];
  const [name, value] = pairOf(text);
  return [...qualifiedNameFaults(name), ...labelValueFaults(value)];
}

/**
 * Labels as a query writes them: `label=team=checkout`, repeated for more.
 *
 * @param texts  without faults
 * @throws Fault REQUEST_INVALID for a name with two values
 */
export function labelsOf(texts: readonly string[]): Readonly<Record<string, string>> {
  const labels = new Map<string, string>();
  const found = texts.flatMap((text) => {
    const [name, value] = pairOf(text);
    const isOther = labels.has(name) && labels.get(name) !== value;
    labels.set(name, value);
    return isOther ? [{ pointer: 'label', detail: `label: ${JSON.stringify(text)}: it has two values` }] : [];
  });
  if (found.length > 0) throw refused('query', found);
  return Object.fromEntries(labels);
}

function pairOf(text: string): readonly [name: string, value: string] {
  const at = text.indexOf('=');
  return [text.slice(0, at), text.slice(at + 1)];
}
