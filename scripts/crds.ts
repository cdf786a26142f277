/**
 * Writes the CustomResourceDefinitions in manifests/crds/, made of the schemas that documents are checked with.
 * With `--check` nothing is written: it exits 1 when a file is not in step with the code.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { crdOf } from '../src/kube/crd/crd-of.ts';
import { CUSTOM_RESOURCES } from '../src/resources/schema/custom-resources.ts';

const FOLDER = join(import.meta.dirname, '..', 'manifests', 'crds');
const HEAD = '# Made by scripts/crds.ts from the schemas in src/resources/schema. Do not edit.\n';

const isCheck = process.argv.includes('--check');
mkdirSync(FOLDER, { recursive: true });
const stale = CUSTOM_RESOURCES.map((resource) => {
  const text = HEAD + stringify(crdOf(resource), { lineWidth: 120, aliasDuplicateObjects: false });
  return { name: `${resource.plural}.yaml`, text };
}).filter(({ name, text }) => {
  const file = join(FOLDER, name);
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return false;
  if (!isCheck) writeFileSync(file, text);
  return true;
});

const names = stale.map(({ name }) => `manifests/crds/${name}`).join(', ');
if (stale.length === 0) console.log('CRDs are in step with the code');
else if (isCheck) console.error(`not in step with the code: ${names}. Run: node scripts/crds.ts`);
else console.log(`written: ${names}`);
process.exitCode = isCheck && stale.length > 0 ? 1 : 0;
