import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import type { Kind, Outcome } from './kind.ts';
import { KINDS, NOT_BUILT } from './kinds.ts';

/** The sums of one file, or of several. */
export interface Tally {
  passed: number;
  failed: number;
  byDecision: number;
  notBuilt: number;
}

/** One line that failed. */
export interface Failure {
  /** Number of the line in the file, from 1. */
  readonly line: number;
  readonly title: string;
  readonly wanted: unknown;
  readonly got: unknown;
}

export interface Report {
  readonly name: string;
  readonly tally: Tally;
  readonly failures: readonly Failure[];
  /** Lines per rule that is a difference on purpose, with the rule's record. */
  readonly decisions: ReadonlyMap<string, number>;
}

/** The kind of a ground-truth file: its name without the ending. */
export function kindOf(file: string): string {
  return basename(file).replace(/\.jsonl$/, '');
}

/** True for a kind that we know, built or not. */
export function isKnownKind(kind: string): boolean {
  return Object.hasOwn(KINDS, kind) || NOT_BUILT.includes(kind);
}

/** Runs every line of a file. */
export async function runFile(file: string): Promise<Report> {
  const name = kindOf(file);
  const kind = await KINDS[name]?.();
  const tally: Tally = { passed: 0, failed: 0, byDecision: 0, notBuilt: 0 };
  const failures: Failure[] = [];
  const decisions = new Map<string, number>();
  let number = 0;
  for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    number += 1;
    if (text.trim() === '') continue;
    const outcome = kind === undefined ? ({ kind: 'notBuilt', what: name } as const) : await runLine(kind, text);
    tally[outcome.kind] += 1;
    if (outcome.kind === 'byDecision') {
      const key = `${outcome.rule} (docs/decisions/${outcome.record})`;
      decisions.set(key, (decisions.get(key) ?? 0) + 1);
    }
    if (outcome.kind === 'failed') {
      failures.push({ line: number, title: titleOf(kind, text), wanted: outcome.wanted, got: outcome.got });
    }
  }
  return { name, tally, failures, decisions };
}

async function runLine(kind: Kind, text: string): Promise<Outcome> {
  try {
    return await kind.run((kind.parse ?? JSON.parse)(text) as never);
  } catch (thrown) {
    return {
      kind: 'failed',
      wanted: 'an answer',
      got: thrown instanceof Error ? (thrown.stack ?? thrown.message) : thrown,
    };
  }
}

function titleOf(kind: Kind | undefined, text: string): string {
  try {
    return kind?.title(JSON.parse(text) as never) ?? '';
  } catch {
    return text.slice(0, 80);
  }
}
