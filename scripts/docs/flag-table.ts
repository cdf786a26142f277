import { FLAG_GROUPS, type Flag } from '../../src/cli/controller/flags.ts';

/** The options of `verdict controller`, a table for each group of them. */
export function flagTables(): string {
  return FLAG_GROUPS.map(({ title, flags }) =>
    [`**${title}**`, '', '| option | default | meaning |', '|---|---|---|', ...flags.map(row)].join('\n'),
  ).join('\n\n');
}

function row(flag: Flag): string {
  const meaning = flag.text.replaceAll('|', '\\|').replaceAll(/<(\w+)>/g, '`<$1>`');
  return `| \`${flag.flags}\` | ${flag.default ? `\`${flag.default}\`` : ''} | ${meaning} |`;
}
