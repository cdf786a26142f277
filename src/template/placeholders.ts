import { Fault } from '../core/fault.ts';

/** `{{` up to the next `}}`, whatever stands between. */
const PLACEHOLDER = /\{\{(.*?)\}\}/gs;

/** What Go's strings.TrimSpace takes off: Unicode white space, but not the byte order mark. */
const AROUND =
  /^[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+|[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+$/g;

/**
 * Puts values in place of `{{name}}`, in one pass: what a value holds is not looked at again. Blanks around a name do not count.
 *
 * @throws Fault TEMPLATE_INVALID `failed to resolve {{name}}`, for the last of several as upstream has it
 * @see analysis.md §3.2
 */
export function substitute(text: string, values: ReadonlyMap<string, string>): string {
  let unresolved: string | undefined;
  const filled = text.replace(PLACEHOLDER, (_, tag: string) => {
    const value = values.get(tag.replace(AROUND, ''));
    if (value === undefined) unresolved = tag;
    return value ?? '';
  });
  if (unresolved !== undefined) {
    throw new Fault('TEMPLATE_INVALID', `failed to resolve {{${unresolved}}}`, { placeholder: unresolved });
  }
  return filled;
}
