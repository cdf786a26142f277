import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { isJsonObject } from '../../src/core/json.ts';
import { listIn, objectIn, textIn } from '../../src/core/json-members.ts';
import { type Cluster, pathOf } from '../../src/kube/cluster.ts';
import { nameOf } from '../../src/kube/metadata.ts';
import { CUSTOM_RESOURCES } from '../../src/resources/schema/custom-resources.ts';

const FOLDER = join(import.meta.dirname, '..', '..', 'manifests', 'crds');
const CRDS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

/** Makes a cluster know our kinds, as the manifests have them. They stay: other suites of the cluster use them too. */
export async function applyOurCrds(cluster: Cluster): Promise<void> {
  await Promise.all(CUSTOM_RESOURCES.map(({ plural }) => applyCrd(cluster, plural)));
}

async function applyCrd(cluster: Cluster, plural: string): Promise<void> {
  const read: unknown = parse(readFileSync(join(FOLDER, `${plural}.yaml`), 'utf8'));
  const body = isJsonObject(read) ? read : {};
  const path = CRDS + pathOf(nameOf(body).name);
  const query = { fieldManager: 'verdict-tests', force: 'true' };
  let crd = await cluster.request({ method: 'PATCH', path, patch: 'apply', body, query });
  const isEstablished = (): boolean =>
    listIn(objectIn(crd, 'status'), 'conditions').some(
      (condition) => textIn(condition, 'type') === 'Established' && textIn(condition, 'status') === 'True',
    );
  while (!isEstablished()) crd = await cluster.request({ method: 'GET', path });
}
