import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { systemClock } from '../../../src/cli/system-clock.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import type { Cluster } from '../../../src/kube/cluster.ts';
import { connectLazily } from '../../../src/kube/load.ts';
import { steadyClock } from '../../../src/kube/steady-clock.ts';
import { ROOT } from '../../support/cli-process.ts';
import { startServer } from '../../support/http-server.ts';
import { startController } from './controller.ts';
import { applyCrd, applyIstioCrds } from './istio-crds.ts';
import { openNamespace } from './namespaces.ts';
import { watchCluster } from './watched.ts';
import type { Stage } from './world.ts';

export interface OpenStage extends Stage {
  close(): Promise<void>;
}

/** Everything that scenarios play on: the kinds, a backend, and a controller under test in all namespaces that takes up what is labelled for it. */
export async function openStage(kubeconfig: string): Promise<OpenStage> {
  const instanceId = `scenarios-${newId()}`;
  return open(kubeconfig, (namespace) => ({ namespace, instanceId, flags: ['--instance-id', instanceId] }));
}

/** The same for objects without a label of ours: the controller keeps to one namespace, and so do the scenarios. */
export async function openStageInNamespace(kubeconfig: string): Promise<OpenStage> {
  return open(kubeconfig, (namespace) => ({
    namespace,
    instanceId: '',
    flags: ['--namespaced', '--namespace', namespace],
    onlyNamespace: namespace,
  }));
}

const newId = (): string => randomUUID().slice(0, 8);

/** How the controller under test is told what to take up. */
interface Scope extends Pick<Stage, 'instanceId' | 'onlyNamespace'> {
  /** Where its lease lives. */
  readonly namespace: string;
  readonly flags: readonly string[];
}

async function open(kubeconfig: string, scopeIn: (namespace: string) => Scope): Promise<OpenStage> {
  const cluster = await connectLazily({ kubeconfig });
  await Promise.all([applyOurCrds(cluster), applyIstioCrds(cluster)]);
  const own = await openNamespace(cluster, newId());
  const { namespace, flags, ...scope } = scopeIn(own.name);
  const backend = await startServer(({ path }) => ({ body: { status: path.slice(1), message: 'It worked!' } }));
  const controller = await startController({ kubeconfig, namespace, flags });
  const watched = await watchCluster(cluster, { clock: steadyClock, random: Math.random });
  return {
    ...scope,
    clock: systemClock,
    newId,
    cluster,
    watched,
    metrics: () => controller.metrics(),
    backendUrl: backend.url,
    linesAbout: (about) => controller.linesAbout(about),
    async close() {
      try {
        await controller.stop();
      } finally {
        await watched.close();
        await backend.stop();
        await own.close();
        await cluster.close();
      }
    },
  };
}

async function applyOurCrds(cluster: Cluster): Promise<void> {
  const folder = join(ROOT, 'manifests', 'crds');
  // What a YAML document says is JSON.
  const crds = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => parse(readFileSync(join(folder, name), 'utf8')) as JsonObject);
  await Promise.all(crds.map((crd) => applyCrd(cluster, crd)));
}
