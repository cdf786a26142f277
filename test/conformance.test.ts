import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isKnownKind, kindOf, runFile } from './conformance/corpus.ts';
import { KINDS, PARTLY_BUILT } from './conformance/kinds.ts';

const FOLDER = process.env['VERDICT_CONFORMANCE'] ?? join(import.meta.dirname, '..', '..', 'shared', 'conformance');
const isThere = existsSync(FOLDER);
const FILES = isThere ? readdirSync(FOLDER).filter((file) => file.endsWith('.jsonl')) : [];

if (!isThere) console.log(`ground truth is skipped: there is no folder ${FOLDER} (VERDICT_CONFORMANCE names one)`);

describe('ground truth: what the original really answers', () => {
  it.runIf(process.env['CI'] === 'true' || process.env['VERDICT_REQUIRE_SERVERS'] !== undefined)('is there', () => {
    expect(FILES.length).toBeGreaterThan(0);
  });

  it.runIf(isThere)('is of kinds we know', () => {
    expect(FILES.filter((file) => !isKnownKind(kindOf(file)))).toEqual([]);
  });

  it.each(FILES.filter((file) => Object.hasOwn(KINDS, kindOf(file))))(
    '%s passes, line by line',
    { timeout: 120_000 },
    async (file) => {
      const { tally, failures } = await runFile(join(FOLDER, file));
      expect(failures.slice(0, 3)).toEqual([]);
      expect(tally).toMatchObject({ failed: 0, ...(!PARTLY_BUILT.includes(kindOf(file)) && { notBuilt: 0 }) });
      expect(tally.passed).toBeGreaterThan(0);
    },
  );
});
