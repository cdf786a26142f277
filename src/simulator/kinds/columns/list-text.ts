/**
 * The first few of a list as one text: `a,b,c + 2 more...`.
 *
 * @param most  how many are told
 */
export function listText(items: readonly string[], most = 3, separator = ','): string {
  const told = items.slice(0, most).join(separator);
  return items.length > most ? `${told} + ${items.length - most} more...` : told;
}
