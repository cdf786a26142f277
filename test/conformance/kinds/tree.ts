import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseInstant } from '../../../src/core/instant.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../src/core/json.ts';
import { nameOf } from '../../../src/kube/metadata.ts';
import { experimentInfo } from '../../../src/rollout/info/experiment-info.ts';
import { rolloutInfo } from '../../../src/rollout/info/rollout-info.ts';
import { Fields } from '../../../src/rollout/reading/fields.ts';
import { cli } from '../../support/cli-world.ts';
import { compare, type Kind, type Outcome } from '../kind.ts';
import { startObjectsServer } from './tree/objects-server.ts';

interface Line {
  readonly name: string;
  readonly clock: string;
  readonly namespace: string;
  readonly objects?: readonly JsonObject[];
  readonly commands: readonly Command[];
  readonly rolloutInfo?: JsonObject;
  readonly experimentInfo?: JsonObject;
}

interface Command {
  readonly args: readonly string[];
  readonly stdout: string;
  readonly stderr: string;
  readonly exit: number;
}

/** What the commands that read print, and the model behind the trees. */
export const treeKind: Kind = {
  name: 'tree',
  title: ({ name }: Line) => name,
  run: async (line: Line): Promise<Outcome> => compare(wanted(line), { commands: await said(line), ...models(line) }),
};

function wanted({ commands, rolloutInfo, experimentInfo }: Line): unknown {
  return {
    commands,
    rolloutInfo: rolloutInfo && withoutZeros(rolloutInfo),
    experimentInfo: experimentInfo && withoutZeros(experimentInfo),
  };
}

/** Runs the commands as a user does, against a server that has the line's objects. */
async function said({ clock, namespace, objects = [], commands }: Line): Promise<readonly Command[]> {
  const now = parseInstant(clock);
  if (now === undefined) throw new Error(`${clock} is no time`);
  const server = await startObjectsServer(objects);
  const folder = mkdtempSync(join(tmpdir(), 'verdict-tree-'));
  const kubeconfig = join(folder, 'kubeconfig');
  writeFileSync(kubeconfig, JSON.stringify(kubeconfigFor(server.url, namespace)));
  try {
    const results: Command[] = [];
    for (const { args } of commands) {
      const given = { env: { KUBECONFIG: kubeconfig }, clock: { now: () => now, alarm: () => () => {} } };
      const { code, stdout, stderr } = await cli(args, given);
      results.push({ args, stdout, stderr, exit: code });
    }
    return results;
  } finally {
    rmSync(folder, { recursive: true });
    await server.stop();
  }
}

function kubeconfigFor(server: string, namespace: string): JsonObject {
  return {
    'current-context': 'test',
    contexts: [{ name: 'test', context: { cluster: 'test', user: 'test', namespace } }],
    clusters: [{ name: 'test', cluster: { server } }],
    users: [{ name: 'test', user: {} }],
  };
}

function models(line: Line): { rolloutInfo?: Json | undefined; experimentInfo?: Json | undefined } {
  const all = (kind: string): readonly JsonObject[] => (line.objects ?? []).filter((object) => object['kind'] === kind);
  const parts = {
    replicaSets: all('ReplicaSet'),
    pods: all('Pod'),
    experiments: all('Experiment'),
    analysisRuns: all('AnalysisRun'),
  };
  const rollout = line.rolloutInfo && inNamespace(all('Rollout'), nameAskedFor(line, 'rollout'), line.namespace);
  const experiment =
    line.experimentInfo && inNamespace(all('Experiment'), nameAskedFor(line, 'experiment'), line.namespace);
  const workload = rollout && workloadOf(rollout, all('Deployment'), line.namespace);
  return {
    rolloutInfo: rollout && withoutZeros(toJson(rolloutInfo(rollout, { ...parts, workload }))),
    experimentInfo: experiment && withoutZeros(toJson(experimentInfo(experiment, parts))),
  };
}

function nameAskedFor({ commands }: Line, noun: string): string {
  const args = commands.map((command) => command.args).find(([verb, kind]) => verb === 'get' && kind === noun);
  return args?.[2] ?? '';
}

function workloadOf(
  rollout: JsonObject,
  deployments: readonly JsonObject[],
  namespace: string,
): JsonObject | undefined {
  const name = new Fields(rollout).below('spec').below('workloadRef').text('name');
  return inNamespace(deployments, name, namespace);
}

function inNamespace(objects: readonly JsonObject[], name: string, namespace: string): JsonObject | undefined {
  return objects.find((object) => nameOf(object).name === name && nameOf(object).namespace === namespace);
}

function toJson(model: object): Json {
  // What JSON.parse gives is Json by definition.
  return JSON.parse(JSON.stringify(model)) as Json;
}

/** Empty texts, lists and objects, zero, false and null are left out in the ground truth, at every depth; of objects only. */
function withoutZeros(json: Json): Json {
  if (Array.isArray(json)) return json.map(withoutZeros);
  if (!isJsonObject(json)) return json;
  const members = Object.entries(json).map(([name, value]): [string, Json] => [name, withoutZeros(value)]);
  return Object.fromEntries(members.filter(([, value]) => !isZero(value)));
}

function isZero(value: Json): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (isJsonObject(value)) return Object.keys(value).length === 0;
  return value === null || value === '' || value === 0 || value === false;
}
