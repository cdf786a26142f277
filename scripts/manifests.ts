/**
 * Writes manifests/install.yaml, namespace-install.yaml and service.yaml, made of the kustomize bases beside them, and the version of the
 * image in the bases. With `--check` nothing is written: it exits 1 when a file is not in step.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { bundle } from './manifests/bundle.ts';

const ROOT = join(import.meta.dirname, '..');
const FOLDER = join(ROOT, 'manifests');
const DEPLOYMENTS = [
  join(FOLDER, 'base', 'argo-rollouts-deployment.yaml'),
  join(FOLDER, 'service', 'verdict-deployment.yaml'),
];
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };

const isCheck = process.argv.includes('--check');
const stale: string[] = [];

for (const deployment of DEPLOYMENTS) {
  keep(deployment, readFileSync(deployment, 'utf8').replace(/image: verdict:\S+/, `image: verdict:${version}`));
}
for (const base of ['cluster-install', 'namespace-install', 'service']) {
  const name = base === 'cluster-install' ? 'install.yaml' : `${base}.yaml`;
  const head = `# Made by scripts/manifests.ts from manifests/${base}. Do not edit.\n`;
  const objects = bundle(join(FOLDER, base)).map((object) =>
    stringify(object, { lineWidth: 120, aliasDuplicateObjects: false }),
  );
  keep(join(FOLDER, name), head + objects.join('---\n'));
}

const names = stale.map((file) => file.slice(ROOT.length + 1)).join(', ');
if (stale.length === 0) console.log('manifests are in step with their bases');
else if (isCheck) console.error(`not in step with their bases: ${names}. Run: node scripts/manifests.ts`);
else console.log(`written: ${names}`);
process.exitCode = isCheck && stale.length > 0 ? 1 : 0;

function keep(file: string, text: string): void {
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return;
  stale.push(file);
  if (!isCheck) writeFileSync(file, text);
}
