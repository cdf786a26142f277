import { printable } from '../../terminal/printable.ts';

/** What GitHub makes of an annotation: its colour, and where it stands. */
export type Level = 'error' | 'warning' | 'notice';

/**
 * One line that GitHub Actions takes for a command: `::error title=latency: Failed::…`. Whatever the texts hold, it stays that one line and that one command.
 *
 * @param lines of the message; each is made printable
 */
export function annotation(level: Level, title: string, lines: readonly string[]): string {
  return `::${level} title=${property(printable(title))}::${message(lines.map(printable).join('\n'))}\n`;
}

/** Begins a part of the log that is folded away under its title; `::endgroup::` ends it. */
export function group(title: string): string {
  return `::group::${message(printable(title))}\n`;
}

export const END_GROUP = '::endgroup::\n';

/** Text that may hold what looks like commands, printed so that none is taken for one. The token must be nobody's to guess. */
export function asText(text: string, token: string): string {
  return `${stopCommands(token)}${text}${resumeCommands(token)}`;
}

/** From here on GitHub takes no line for a command, until `resumeCommands` with the same token. */
export function stopCommands(token: string): string {
  return `::stop-commands::${token}\n`;
}

export function resumeCommands(token: string): string {
  return `::${token}::\n`;
}

// GitHub's runner turns these back, and %25 last.
function message(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return message(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
