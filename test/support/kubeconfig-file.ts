import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';

/** A folder for one test, gone after it. */
export function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'verdict-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** Writes a kubeconfig with one context, `test`, for a server, and gives its path. */
export function writeKubeconfig(server: string, user: JsonObject = {}, name = 'test'): string {
  const file = join(testFolder(), 'kubeconfig');
  const config = {
    'current-context': name,
    contexts: [{ name, context: { cluster: name, user: name, namespace: 'shop' } }],
    clusters: [{ name, cluster: { server } }],
    users: [{ name, user }],
  };
  writeFileSync(file, JSON.stringify(config));
  return file;
}
