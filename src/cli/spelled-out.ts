/** Switches that Go's flags let a user give a value, as in `--watch=false`. */
const SWITCHES = /^--(watch|no-color|all-namespaces|timestamps)=(.*)$/;
const SHORT_SWITCHES: ReadonlyMap<string, string> = new Map([
  ['-w', 'watch'],
  ['-A', 'all-namespaces'],
]);
const SHORT_SWITCH = /^(-[wA])=(.*)$/;
/** What Go reads as a truth value. @see https://pkg.go.dev/strconv#ParseBool */
const YES = /^(?:1|t|T|true|TRUE|True)$/;
const NO = /^(?:0|f|F|false|FALSE|False)$/;

/**
 * The command line as it can be read: `--dry-run` written out as `--dry-run=.*`, because an option whose value may be left out
 * would otherwise take the file that follows it for its value; and switches with a truth value as the plain switch.
 */
export function spelledOut(words: readonly string[]): readonly string[] {
  const end = words.indexOf('--');
  return words.flatMap((word, index) => {
    if (end !== -1 && index >= end) return [word];
    return word === '--dry-run' ? ['--dry-run=.*'] : plainSwitch(word);
  });
}

/** A switch that is off is left out, save the one that is on by itself. */
function plainSwitch(word: string): readonly string[] {
  const [, short = '', shortValue = ''] = SHORT_SWITCH.exec(word) ?? [];
  const [, name = SHORT_SWITCHES.get(short), value = shortValue] = SWITCHES.exec(word) ?? [];
  if (name === undefined) return [word];
  if (YES.test(value)) return [`--${name}`];
  if (!NO.test(value)) return [word];
  return name === 'watch' ? ['--no-watch'] : [];
}
