import { FAULTS, type FaultKind } from '../../../core/fault.ts';
import { html, page } from './page.ts';

/** What each code means: where the `type` of a problem leads. */
export function errorsPage(): string {
  const rows = Object.entries(FAULTS).map(
    ([code, { help, retryable, status }]: [string, FaultKind]) =>
      `<tr id="${code}"><td><code>${code}</code></td><td>${withCode(html(help))}</td><td>${retryable ? 'yes' : 'no'}</td><td>${status}</td></tr>`,
  );
  return page({
    title: 'Error codes of Verdict',
    body: `<h1>Error codes</h1>
<table>
<thead><tr><th>code</th><th>meaning and way out</th><th>can help to try again</th><th>HTTP</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>`,
  });
}

/** What stands in backquotes is code. */
function withCode(text: string): string {
  return text.replace(/`([^`]+)`/g, '<code>$1</code>');
}
