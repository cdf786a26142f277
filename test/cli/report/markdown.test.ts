import { expect, it } from 'vitest';
import { renderMarkdown } from '../../../src/cli/report/markdown.ts';
import { failed, hostile, passed } from './reports.ts';

it('has the verdict as heading, its sentence, a table of metrics and folded details that stand open where a metric did not hold', () => {
  const lines = renderMarkdown(failed).split('\n');
  expect(lines.slice(0, 9)).toEqual([
    '### ❌ Verdict: fail',
    '',
    '`fail: success-rate failed: 2 failures, 1 allowed; the last value [0.93] did not meet "result[0] >= 0.95"`',
    '',
    '| metric | phase | value | condition | measured |',
    '|---|---|---|---|---|',
    '| `success-rate` | ❌ Failed | `[0.93]` | `result[0] >= 0.95` | 2/3 · failed 2/1 |',
    '| `errors` | ⏳ Successful |  |  | 0/3 · errors 1/4 |',
    '| `smoke` | ⏳ not measured |  |  | 0/1 |',
  ]);
  expect(lines).toContain('<details open><summary><code>success-rate</code></summary>');
  expect(lines.at(-2)).toBe(
    '<sub>run `checkout-7d9f` in `shop` from `success-rate` · took 0:11 · exit code 1 · verdict 0.1.0</sub>',
  );
});

it('folds the details of a metric that held', () => {
  expect(renderMarkdown(passed)).toContain('<details><summary><code>success-rate</code></summary>');
});

it('lets nothing a backend says out of its code', () => {
  const outside = withoutCode(renderMarkdown(hostile));
  for (const sign of ['@everyone', 'http://evil', '<b>', '`']) expect(outside).not.toContain(sign);
});

it('keeps a table row in its cells whatever a backend says', () => {
  const row = renderMarkdown(hostile)
    .split('\n')
    .find((line) => line.startsWith('| `'));
  expect(row?.replaceAll('\\|', '').split('|')).toHaveLength(7);
});

/** What is left of Markdown when code blocks and inline code are taken out as a reader of Markdown does. */
function withoutCode(markdown: string): string {
  const blocks = markdown.replace(/^(`{3,})text\n[\s\S]*?^\1$/gm, '');
  const inline = blocks.replace(/(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '');
  return inline.replace(/<code>.*?<\/code>/g, '');
}
