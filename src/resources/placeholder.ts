/** True for a text that holds a placeholder, so that little can be said of it before it is filled in. */
export function hasPlaceholder(text: unknown): boolean {
  return typeof text === 'string' && /\{\{.*?\}\}/s.test(text);
}

/** What stands between the braces of the placeholders of a text, blanks around it taken off: `args.service`. */
export function placeholdersIn(text: string): readonly string[] {
  return [...text.matchAll(/\{\{(.*?)\}\}/gs)].map(([, name = '']) => name.trim());
}
