import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const entry = (name: string): string => fileURLToPath(new URL(`./src/${name}.ts`, import.meta.url));

export default defineConfig({
  // What plugins import is the checkout's own, as it is when Verdict loads them.
  resolve: { alias: { 'verdict/plugin': entry('plugin'), 'verdict/testing': entry('testing') } },
  test: {
    include: ['test/**/*.test.ts', 'plugins/*/test/**/*.test.ts'],
    pool: 'threads',
    isolate: false,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Scenarios on the cluster mostly wait; those that are marked concurrent play side by side.
    maxConcurrency: 30,
  },
});
