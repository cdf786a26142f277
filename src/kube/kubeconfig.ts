import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';
import { LineCounter, parseDocument } from 'yaml';
import { Fault, textOf } from '../core/fault.ts';
import { kubectlForms } from './kubectl-forms.ts';

/** Which cluster is meant, and as whom. */
export interface ClusterChoice {
  /** Path of a kubeconfig, or `in-cluster`. Default: the files of KUBECONFIG, else `~/.kube/config`, else the pod's service account. */
  readonly kubeconfig?: string;
  /** Default: the kubeconfig's current context. */
  readonly context?: string;
  /** Where KUBECONFIG, HOME and KUBERNETES_SERVICE_HOST are read. Default: the process' environment. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

const WAYS_OUT = 'give one with --kubeconfig or KUBECONFIG, and choose in it with --context';
const SERVICE_ACCOUNT_TOKEN = '/var/run/secrets/kubernetes.io/serviceaccount/token';

/**
 * Finds and reads the kubeconfig, as kubectl does: of several files in KUBECONFIG the first to name a thing wins, missing ones
 * are passed over; `tokenFile` and plain `http:` servers work.
 *
 * @returns a KubeConfig whose current context, cluster and user are there
 * @throws Fault CLUSTER_UNREACHABLE that says what is missing and how to give it
 */
export function readKubeConfig(choice: ClusterChoice): KubeConfig {
  const env = choice.env ?? process.env;
  const files = filesOf(choice, env);
  if (files === undefined) return choose(inCluster(env), choice.context, "the pod's service account");
  const found = new KubeConfig();
  for (const file of files) merge(found, readFile(file));
  return choose(found, choice.context, files.join(delimiter));
}

/** The files to read; undefined for the service account of the pod that we run in. */
function filesOf({ kubeconfig }: ClusterChoice, env: NonNullable<ClusterChoice['env']>): readonly string[] | undefined {
  if (kubeconfig === 'in-cluster') return undefined;
  if (kubeconfig !== undefined) return [kubeconfig];
  if (env['KUBECONFIG']) {
    const files = env['KUBECONFIG'].split(delimiter).filter((file) => file !== '');
    const existing = files.filter((file) => existsSync(file));
    if (existing.length > 0) return existing;
    throw unreachable(`KUBECONFIG names ${files.join(', ')}, which does not exist; ${WAYS_OUT}`);
  }
  const own = join(env['HOME'] ?? homedir(), '.kube', 'config');
  if (existsSync(own)) return [own];
  if (env['KUBERNETES_SERVICE_HOST']) return undefined;
  throw unreachable(`no Kubernetes cluster is given: there is no ${own} and KUBECONFIG is not set; ${WAYS_OUT}`);
}

function inCluster(env: NonNullable<ClusterChoice['env']>): KubeConfig {
  if (!env['KUBERNETES_SERVICE_HOST'] || !existsSync(SERVICE_ACCOUNT_TOKEN)) {
    throw unreachable(`this process does not run in a Kubernetes pod with a service account; ${WAYS_OUT}`);
  }
  const config = new KubeConfig();
  config.loadFromCluster();
  return config;
}

function readFile(file: string): KubeConfig {
  try {
    const config = new KubeConfig();
    // Written back as JSON, which client-node's YAML reader takes as well.
    config.loadFromString(JSON.stringify(kubectlForms(parseYaml(readFileSync(file, 'utf8')), dirname(file))));
    config.makePathsAbsolute(dirname(file));
    return config;
  } catch (error) {
    throw unreachable(`the kubeconfig ${file} cannot be used: ${textOf(error)}; ${WAYS_OUT}`, error);
  }
}

/** @throws Error with the place but without the line itself, which may hold a token */
function parseYaml(text: string): unknown {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  const problem = document.errors[0];
  if (problem === undefined) return document.toJS();
  const { line, col } = lineCounter.linePos(problem.pos[0]);
  throw new Error(`${problem.message} at line ${line}, column ${col}`);
}

function merge(into: KubeConfig, from: KubeConfig): void {
  const has = (list: readonly { readonly name: string }[], name: string): boolean =>
    list.some((item) => item.name === name);
  for (const cluster of from.clusters) if (!has(into.clusters, cluster.name)) into.addCluster(cluster);
  for (const user of from.users) if (!has(into.users, user.name)) into.addUser(user);
  for (const context of from.contexts) if (!has(into.contexts, context.name)) into.addContext(context);
  if (!into.getCurrentContext() && from.getCurrentContext()) into.setCurrentContext(from.getCurrentContext());
}

function choose(config: KubeConfig, wanted: string | undefined, source: string): KubeConfig {
  const names = config.contexts.map(({ name }) => name).join(', ') || 'none';
  const name = wanted ?? config.getCurrentContext();
  if (!name) throw unreachable(`${source} has no current context; choose one with --context, it has: ${names}`);
  const context = config.getContextObject(name);
  if (!context) throw unreachable(`context "${name}" is not in ${source}; choose one with --context, it has: ${names}`);
  if (!config.getCluster(context.cluster)) {
    throw unreachable(`context "${name}" in ${source} names the cluster "${context.cluster}", which is not there`);
  }
  if (context.user && !config.getUser(context.user)) {
    throw unreachable(`context "${name}" in ${source} names the user "${context.user}", which is not there`);
  }
  config.setCurrentContext(name);
  return config;
}

function unreachable(message: string, cause?: unknown): Fault {
  return new Fault('CLUSTER_UNREACHABLE', message, {}, { cause });
}
