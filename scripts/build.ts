/**
 * `npm run build`: bundles what is published. `dist/main.js` starts fast because it is one file;
 * what few commands need (cluster client, vendors' clients) lies in chunks that are loaded when they are asked for.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';
import { SWAGGER_FILES } from '../src/service/api/pages/docs-page.ts';
import { buildDashboard } from './dashboard/build-dashboard.ts';

const ROOT = join(import.meta.dirname, '..');
const DIST = join(ROOT, 'dist');
const { version, engines } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  version: string;
  engines: { node: string };
};

// CommonJS packages inside an ES module bundle still ask for `require`.
const REQUIRE =
  "import { createRequire as verdictCreateRequire } from 'node:module'; const require = verdictCreateRequire(import.meta.url);";

rmSync(DIST, { recursive: true, force: true });
mkdirSync(DIST);
const { metafile } = await build({
  absWorkingDir: ROOT,
  entryPoints: { main: 'src/main.ts', plugin: 'src/plugin.ts', testing: 'src/testing.ts' },
  outdir: 'dist',
  // Beside the entries: the plugin loader finds dist/plugin.js by its own place.
  chunkNames: '[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  conditions: ['source'],
  minify: true,
  legalComments: 'none',
  metafile: true,
  banner: { js: REQUIRE },
  plugins: [withoutAxiosNetwork(), withoutDatadogNetwork(), leanUndici(), leanClientNode()],
  define: {
    'process.env.VERDICT_VERSION': JSON.stringify(version),
    'process.env.VERDICT_NODE': JSON.stringify(engines.node),
  },
  logLevel: 'warning',
});
const dashboard = await buildDashboard(join(DIST, 'dashboard'));
const swagger = copySwagger(join(DIST, 'swagger-ui'));
writeFileSync(
  join(DIST, 'THIRD-PARTY.txt'),
  licences([...Object.keys(metafile.inputs), ...dashboard.inputs, ...swagger]),
);
declareTypes();
report(metafile);
console.log(`dist/dashboard ${Math.round(dashboard.entryBytes.gzip / 1024)} KiB gzip for the first page`);

/**
 * Leaves out axios' own ways to the network and what they bring along (redirects, proxies, forms, a table of media types):
 * requests go through our adapter over undici. The browser build of axios leaves out the same files.
 */
function withoutAxiosNetwork(): Plugin {
  const unused = /axios\/lib\/(adapters\/(http|fetch|xhr)|platform\/node\/classes\/FormData)\.js$/;
  return {
    name: 'without-axios-network',
    setup(build) {
      build.onLoad({ filter: unused }, ({ path }) => ({
        contents: path.endsWith('fetch.js')
          ? 'export const getFetch = () => null; export default null;'
          : 'export default null;',
      }));
    },
  };
}

/** Leaves out the `fetch` that Datadog's client brings along: its requests leave through our HTTP client. It would also warn of `punycode` at every start. */
function withoutDatadogNetwork(): Plugin {
  return {
    name: 'without-datadog-network',
    setup(build) {
      build.onResolve({ filter: /^cross-fetch(\/.*)?$/ }, () => ({
        path: 'fetch',
        namespace: 'without-datadog-network',
      }));
      build.onLoad({ filter: /.*/, namespace: 'without-datadog-network' }, () => ({
        contents: 'module.exports = globalThis.fetch;',
      }));
    },
  };
}

/**
 * Takes only the pools of undici: its `fetch`, web sockets, mocks and caches are three quarters of it and would be set up at every
 * start. Nothing in the bundle calls them.
 */
function leanUndici(): Plugin {
  return {
    name: 'lean-undici',
    setup(build) {
      build.onResolve({ filter: /^undici$/ }, () => ({ path: 'pools', namespace: 'lean-undici' }));
      build.onLoad({ filter: /^pools$/, namespace: 'lean-undici' }, () => ({
        resolveDir: ROOT,
        contents: `
          const Dispatcher = require('undici/lib/dispatcher/dispatcher.js');
          Object.assign(Dispatcher.prototype, require('undici/lib/api/index.js'));
          exports.Agent = require('undici/lib/dispatcher/agent.js');
          exports.ProxyAgent = require('undici/lib/dispatcher/proxy-agent.js');
          exports.buildConnector = require('undici/lib/core/connect.js');`,
      }));
    },
  };
}

/**
 * Takes of client-node what reads kubeconfigs and logs in. Its clients of every Kubernetes API, which nothing here uses, would be
 * nine tenths of it and 20 MiB of a process.
 */
function leanClientNode(): Plugin {
  const dist = '@kubernetes/client-node/dist';
  const parts: Readonly<Record<string, string>> = {
    'client-node': `
      export { KubeConfig } from '${dist}/config.js';
      export { RequestContext } from '${dist}/gen/http/http.js';`,
    generated: `
      export { createConfiguration } from '${dist}/gen/configuration.js';
      export { ServerConfiguration } from '${dist}/gen/servers.js';`,
  };
  const namespace = 'lean-client-node';
  return {
    name: namespace,
    setup(build) {
      build.onResolve({ filter: /^@kubernetes\/client-node$/ }, () => ({ path: 'client-node', namespace }));
      build.onResolve({ filter: /^\.\/gen\/index\.js$/ }, () => ({ path: 'generated', namespace }));
      build.onLoad({ filter: /.*/, namespace }, ({ path }) => ({ resolveDir: ROOT, contents: parts[path] ?? '' }));
    },
  };
}

/** Copies what shows the API of the service to people. @returns the files that went in */
function copySwagger(folder: string): readonly string[] {
  mkdirSync(folder);
  return SWAGGER_FILES.map((name) => {
    const path = join('node_modules', '@fastify', 'swagger-ui', 'static', name);
    copyFileSync(join(ROOT, path), join(folder, name));
    return path;
  });
}

/** Writes the types of what plugins import. */
function declareTypes(): void {
  const options = ['--noEmit', 'false', '--incremental', 'false', '--declaration', '--emitDeclarationOnly'];
  const folders = ['--rootDir', 'src', '--outDir', 'dist/types'];
  execFileSync(join(ROOT, 'node_modules', '.bin', 'tsc'), ['-p', 'tsconfig.plugin.json', ...options, ...folders], {
    cwd: ROOT,
    stdio: 'inherit',
  });
}

/** The licences of everything that went into what is published, as those licences ask. */
function licences(inputs: readonly string[]): string {
  const packages = new Set(inputs.flatMap((path) => packageFolder(path)));
  return [...packages]
    .sort()
    .map((folder) => notice(join(ROOT, folder)))
    .join('\n');
}

function packageFolder(path: string): readonly string[] {
  const match = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path);
  return match ? [match[0]] : [];
}

function notice(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<
    string,
    string
  >;
  return `${'='.repeat(80)}\n${name} ${version} (${license})\n\n${licenceText(folder)}`;
}

function licenceText(folder: string): string {
  for (const file of ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'LICENCE', 'license', 'LICENSE-MIT']) {
    try {
      return readFileSync(join(folder, file), 'utf8');
    } catch {
      // The next name.
    }
  }
  return 'See the package for its licence.\n';
}

function report({ outputs }: Metafile): void {
  const main = outputs['dist/main.js']?.bytes ?? 0;
  const all = Object.values(outputs).reduce((sum, { bytes }) => sum + bytes, 0);
  console.log(
    `dist/main.js ${Math.round(main / 1024)} KiB, ${Object.keys(outputs).length} files ${Math.round(all / 1024)} KiB`,
  );
}
