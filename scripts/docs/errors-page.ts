import { FAULTS, type FaultKind } from '../../src/core/fault.ts';

/** docs/errors.md: every code there is, from the table in src/core/fault.ts. */
export function errorsPage(): string {
  const rows = Object.entries(FAULTS).map(([code, kind]) => row(code, kind));
  return [
    '<!-- Made by `node scripts/docs.ts` from src/core/fault.ts: change it there. -->',
    '',
    '# Error codes',
    '',
    'Every refusal and failure has one of these codes. What is printed names the thing, quotes the input and says what was expected;',
    'the code is for programs. "Again" says whether trying again can help without changing anything.',
    '',
    '| code | meaning and way out | again | HTTP |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

function row(code: string, { help, retryable, status }: FaultKind): string {
  return `| \`${code}\` | ${help.replaceAll('|', '\\|')} | ${retryable ? 'yes' : 'no'} | ${status} |`;
}
