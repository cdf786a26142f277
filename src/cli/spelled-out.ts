/**
 * The command line with `--dry-run` written out as `--dry-run=.*`: an option whose value may be left out would otherwise
 * take the file that follows it for its value.
 */
export function spelledOut(words: readonly string[]): readonly string[] {
  const end = words.indexOf('--');
  return words.map((word, index) => (word === '--dry-run' && (end === -1 || index < end) ? '--dry-run=.*' : word));
}
