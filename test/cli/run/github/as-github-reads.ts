/** A command that GitHub's runner would carry out. */
export interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

const COMMANDS = new Set(
  'add-mask add-matcher add-path debug echo endgroup error group notice remove-matcher save-state set-env set-output stop-commands warning'.split(
    ' ',
  ),
);

/**
 * The commands in a log as GitHub's runner finds them: `::name properties::message` at a line's beginning, the older `##[name properties]message`
 * anywhere in a line, none between `stop-commands` and its token.
 */
export function commandsIn(log: string): readonly Command[] {
  const found: Command[] = [];
  let token: string | undefined;
  for (const line of log.split(/\r\n|\r|\n/)) {
    const known = new Set([...COMMANDS, ...(token === undefined ? [] : [token])]);
    const command = newer(line, known) ?? older(line, known);
    if (command === undefined) continue;
    if (token !== undefined) {
      if (command.name === token) token = undefined;
    } else if (command.name === 'stop-commands') token = command.message;
    else found.push(command);
  }
  return found;
}

function newer(line: string, known: ReadonlySet<string>): Command | undefined {
  const [, head = '', text = ''] = /^\s*::(.*?)::(.*)$/.exec(line) ?? [];
  return commandOf(head, known, { separator: ',', message: unescaped(text) });
}

function older(line: string, known: ReadonlySet<string>): Command | undefined {
  const [, head = '', text = ''] = /##\[(.*?)\](.*)$/.exec(line) ?? [];
  return commandOf(head, known, { separator: ';', message: text });
}

function commandOf(
  head: string,
  known: ReadonlySet<string>,
  { separator, message }: { separator: string; message: string },
): Command | undefined {
  const [name = '', ...rest] = head.split(' ');
  if (!known.has(name)) return undefined;
  const pairs = rest.join(' ').split(separator).filter(Boolean);
  const properties = Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      return [
        pair.slice(0, at),
        unescaped(pair.slice(at + 1))
          .replaceAll('%3A', ':')
          .replaceAll('%2C', ','),
      ];
    }),
  );
  return { name, properties, message };
}

function unescaped(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}

/** The outputs in a file of `GITHUB_OUTPUT`, read as the runner does: `name=value`, or `name<<delimiter` with its lines. */
export function outputsIn(text: string): Readonly<Record<string, string>> {
  const outputs: Record<string, string> = {};
  const lines = text.split('\n');
  for (let line = lines.shift(); line !== undefined; line = lines.shift()) {
    const heredoc = /^([^=<]+)<<(.+)$/.exec(line);
    if (heredoc) {
      const [, name = '', delimiter = ''] = heredoc;
      const end = lines.indexOf(delimiter);
      if (end === -1) throw new Error(`no ${delimiter} for ${name}`);
      outputs[name] = lines
        .splice(0, end + 1)
        .slice(0, -1)
        .join('\n');
    } else if (line !== '') {
      const at = line.indexOf('=');
      if (at < 1) throw new Error(`neither name=value nor name<<delimiter: ${line}`);
      outputs[line.slice(0, at)] = line.slice(at + 1);
    }
  }
  return outputs;
}
