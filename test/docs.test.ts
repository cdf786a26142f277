import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Type } from 'typebox';
import { expect, it } from 'vitest';
import { fillBlocks } from '../scripts/docs/blocks.ts';
import { fieldTable } from '../scripts/docs/field-table.ts';
import { EXIT } from '../src/cli/exit-code.ts';
import { fields, maybeDuration, text } from '../src/resources/schema/scalars.ts';

const ROOT = join(import.meta.dirname, '..');
const PAGES = [
  'README.md',
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
].filter((page) => existsSync(join(ROOT, page)));

it.each(PAGES)('every link of %s leads somewhere', (page) => {
  const links = readFileSync(join(ROOT, page), 'utf8').matchAll(/\]\((?!https?:|#)([^)#\s]+)/g);
  const dead = Array.from(links, ([, link = '']) => link).filter(
    (link) => !existsSync(join(ROOT, dirname(page), link)),
  );
  expect(dead).toEqual([]);
});

it('docs/output.md names every exit code', () => {
  const page = readFileSync(join(ROOT, 'docs', 'output.md'), 'utf8');
  const codes = Array.from(page.matchAll(/^\| (\d+) \|/gm), ([, code]) => Number(code));
  expect(codes.sort((a, b) => a - b)).toEqual(Object.values(EXIT).sort((a, b) => a - b));
});

it('tables of fields show paths, types, what is needed, and leave out what another table shows', () => {
  const schema = fields({
    name: text('Its name | really.'),
    wait: maybeDuration('How long.'),
    inner: Type.Optional(fields({ items: Type.Array(fields({ key: text('A key.') })) }, 'Something inside.')),
    tls: Type.Optional(fields({ ca: text('not shown') }, 'Certificates.')),
  });
  expect(fieldTable(schema, ['tls']).split('\n')).toEqual([
    '| field | type | meaning |',
    '|---|---|---|',
    '| `name` * | text | Its name \\| really. |',
    '| `wait` | duration | How long. |',
    '| `inner` | object | Something inside. |',
    '| `inner.items` * | list of objects |  |',
    '| `inner.items[].key` * | text | A key. |',
    '| `tls` | object | Certificates. |',
    '',
    '\\* needed',
  ]);
});

it('only blocks are filled in; what stands around them stays', () => {
  const page = 'a\n<!-- made: x -->\nold\n<!-- end -->\nb';
  expect(fillBlocks(page, new Map([['x', () => 'new']]))).toBe('a\n<!-- made: x -->\nnew\n<!-- end -->\nb');
  expect(() => fillBlocks(page, new Map())).toThrow('nobody makes the block "x"');
});
