import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { build } from 'vite';

/** What was built. */
export interface BuiltDashboard {
  readonly files: readonly BuiltFile[];
  /** What a browser fetches before it shows anything: the page, its entry script with all that is imported statically, and their styles. */
  readonly entryBytes: { readonly plain: number; readonly gzip: number };
  /** Paths of the files that went in, those of npm packages among them; relative to the repository. */
  readonly inputs: readonly string[];
}

interface BuiltFile {
  /** Relative to the folder. */
  readonly name: string;
  readonly bytes: number;
  readonly gzipBytes: number;
}

const ROOT = join(import.meta.dirname, '..', '..');
const SOURCE = join(ROOT, 'src', 'dashboard');

/** Browsers that know `light-dark()` and nesting by themselves: older ones would get twice the styles. */
const BROWSERS = ['chrome123', 'edge123', 'firefox120', 'safari17.5'];

/**
 * Builds the dashboard into a folder, which is emptied first: `index.html` and, under `assets/`, files with a hash in their names.
 * Nothing in them is inline and nothing comes from another host, so that `default-src 'self'` is enough to show them.
 */
export async function buildDashboard(outDir: string): Promise<BuiltDashboard> {
  const inputs = new Set<string>();
  await inProduction(() =>
    build({
      configFile: false,
      root: SOURCE,
      base: '/',
      publicDir: false,
      logLevel: 'warn',
      plugins: [react(), { name: 'inputs', moduleParsed: ({ id }) => void inputs.add(relative(ROOT, id)) }],
      build: {
        outDir,
        emptyOutDir: true,
        sourcemap: false,
        // A policy that allows only 'self' refuses data: addresses.
        assetsInlineLimit: 0,
        target: BROWSERS,
        cssTarget: BROWSERS,
        modulePreload: { polyfill: false },
        reportCompressedSize: false,
      },
    }),
  );
  const files = filesIn(outDir);
  return { files, entryBytes: entryBytes(outDir, files), inputs: [...inputs] };
}

/** Vite builds for whatever the environment says, as a test runner's does, and React would then be thrice as large. */
async function inProduction<T>(work: () => Promise<T>): Promise<T> {
  const { NODE_ENV } = process.env;
  process.env['NODE_ENV'] = 'production';
  try {
    return await work();
  } finally {
    if (NODE_ENV === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = NODE_ENV;
  }
}

function filesIn(folder: string): readonly BuiltFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile())
    .sort()
    .map((name) => {
      const content = readFileSync(join(folder, name));
      return { name, bytes: content.length, gzipBytes: gzipSync(content, { level: 9 }).length };
    });
}

/** The page names all that it needs: its entry, and as preloads or stylesheets what the entry imports. */
function entryBytes(folder: string, files: readonly BuiltFile[]): BuiltDashboard['entryBytes'] {
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  const needed = files.filter(({ name }) => name === 'index.html' || page.includes(`"/${name}"`));
  return {
    plain: needed.reduce((sum, { bytes }) => sum + bytes, 0),
    gzip: needed.reduce((sum, { gzipBytes }) => sum + gzipBytes, 0),
  };
}
