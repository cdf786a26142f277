import type { HttpAsked, HttpReply } from '../../../src/cli/embedded/in-process-http.ts';
import { openVirtualCluster } from '../../support/virtual-cluster.ts';
import { applyIstioCrds } from './istio-crds.ts';
import { openNamespace } from './namespaces.ts';
import { play as playOn, type Scenario } from './scenario.ts';
import { watchCluster } from './watched.ts';
import type { Stage } from './world.ts';

/** A cluster in this process, on which time passes as soon as nobody has anything to do. */
export interface EmbeddedStage extends Stage {
  /** Plays a scenario. @throws Error of the first step that fails */
  play(scenario: Scenario): Promise<void>;
  close(): Promise<void>;
}

const BACKEND = 'http://backend.test';
const INSTANCE_ID = 'scenarios';

/** A controller in all namespaces that takes up what is labelled for it. */
export function openEmbeddedStage(): Promise<EmbeddedStage> {
  return open({ instanceId: INSTANCE_ID }, ['--instance-id', INSTANCE_ID]);
}

/** The same for objects without a label of ours: the controller keeps to one namespace, and so do the scenarios. */
export function openEmbeddedStageInNamespace(): Promise<EmbeddedStage> {
  const onlyNamespace = 'scenario-alone';
  return open({ instanceId: '', onlyNamespace }, ['--namespaced', '--namespace', onlyNamespace]);
}

async function open(
  scope: Pick<Stage, 'instanceId' | 'onlyNamespace'>,
  words: readonly string[],
): Promise<EmbeddedStage> {
  const opened = await openVirtualCluster({ words, answer });
  const { clock, cluster, controller, random, said } = opened;
  const until = <Value>(promise: Promise<Value>): Promise<Value> => opened.until(promise);
  await until(applyIstioCrds(cluster));
  if (scope.onlyNamespace !== undefined) await until(openNamespace(cluster, 'alone'));
  const watched = await until(watchCluster(cluster, { clock, random }));
  let ids = 0;
  const stage: Stage = {
    ...scope,
    clock,
    newId: () => `${(ids += 1)}`,
    cluster,
    watched,
    metrics: () => controller.metrics(),
    backendUrl: BACKEND,
    linesAbout: (about) => said.filter((line) => line.includes(about)).slice(-20),
  };
  return {
    ...stage,
    play: (scenario) => until(playOn(scenario, stage)),
    async close() {
      await until(watched.close());
      await opened.close();
    },
  };
}

/** A backend that answers well, or neither well nor badly; see `Stage.backendUrl`. */
function answer({ url }: HttpAsked): HttpReply | undefined {
  if (url.origin !== BACKEND) return undefined;
  return { status: 200, body: JSON.stringify({ status: url.pathname.slice(1), message: 'It worked!' }) };
}
