/** What a name must look like, with Kubernetes' words for one that does not. */
export interface NameRule {
  /** Regular expression for the whole name. */
  readonly pattern: string;
  readonly text: string;
  readonly examples: readonly string[];
  /** Bytes at most. Default: any length. */
  readonly longest?: number;
}

/**
 * What is wrong with a name, in Kubernetes' words: first its length, then its form. Empty for a good one.
 *
 * @see https://pkg.go.dev/k8s.io/apimachinery/pkg/util/validation
 */
export function nameFaults(name: string, rule: NameRule): readonly string[] {
  const length = rule.longest === undefined ? [] : lengthFaults(name, rule.longest);
  return isMatch(name, rule.pattern) ? length : [...length, formText(rule)];
}

/** `must be no more than 63 characters` for a text of more bytes than that. */
export function lengthFaults(text: string, longest: number): readonly string[] {
  // No character takes more than three bytes for each of its units.
  const isShort = 3 * text.length <= longest;
  const isTooLong = !isShort && new TextEncoder().encode(text).length > longest;
  return isTooLong ? [`must be no more than ${longest} characters`] : [];
}

/** Whether the pattern fits the whole text. */
export function isMatch(text: string, pattern: string): boolean {
  const known = compiled.get(pattern) ?? new RegExp(`^(?:${pattern})$`);
  compiled.set(pattern, known);
  return known.test(text);
}

/** Expressions that were needed before. The rules are few. */
const compiled = new Map<string, RegExp>();

/** The sentence about a form, with examples and the regular expression. */
export function formText({ text, examples, pattern }: Omit<NameRule, 'longest'>): string {
  const listed = examples.map((example) => `'${example}', `).join(' or ');
  return `${text} (${listed === '' ? '' : `e.g. ${listed}`}regex used for validation is '${pattern}')`;
}
