/** Options that kubectl and its plugins take anywhere, each with a value. */
const ANYWHERE: ReadonlySet<string> = new Set(['-n', '--namespace', '--kubeconfig', '--context']);

/**
 * The command line with the options that choose a cluster put behind the command's words: `-n shop get rollout web` is
 * `get rollout -n shop web`. Everything else stays where it is.
 *
 * @param hasSubcommands  whether a command of that name is one word of two
 */
export function optionsBehindCommand(
  words: readonly string[],
  hasSubcommands: (command: string) => boolean,
): readonly string[] {
  const command: string[] = [];
  const options: string[] = [];
  let next = 0;
  while (next < words.length && command.length < (hasSubcommands(command[0] ?? '') ? 2 : 1)) {
    const word = words[next] ?? '';
    const [name = ''] = word.split('=');
    const length = ANYWHERE.has(name) ? 2 - Number(word !== name) : Number(!word.startsWith('-'));
    if (length === 0) break;
    (ANYWHERE.has(name) ? options : command).push(...words.slice(next, next + length));
    next += length;
  }
  return command.length === 0 ? words : [...command, ...options, ...words.slice(next)];
}
