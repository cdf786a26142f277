import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ROOT } from '../support/cli-process.ts';

/** Where the snippets ask the gate within a cluster. */
const IN_CLUSTER = 'http://verdict.verdict.svc:8765';
/** And where nothing but an address can be told. */
const IN_CLUSTER_WITH_TOKEN = 'http://verdict:VERDICT_TOKEN@verdict.verdict.svc:8765';
/** Where they ask it from outside. */
const OUTSIDE = 'https://verdict.example.com';

/** What a tool would run on its machine. */
export interface Command {
  readonly program: string;
  readonly words: readonly string[];
  /** What the tool puts into its environment. */
  readonly env: Readonly<Record<string, string>>;
}

/** What the tools know of this test's gate. */
export interface Site {
  readonly url: string;
  readonly token: string;
  /** Different for each release. */
  readonly job: string;
  /** The tool's working folder, with the repository in it. */
  readonly folder: string;
  /** The file that the tool reads after the snippet. */
  readonly result: string;
}

/** A snippet of examples/integrations/, as text. */
export function snippet(name: string): string {
  return readFileSync(join(ROOT, 'examples', 'integrations', name), 'utf8');
}

/** A snippet that asks the gate of this test, and asks often, so that a run outlasts its waits. */
export function pointed(name: string, { url, token, folder }: Site): string {
  const withToken = url.replace('http://', `http://verdict:${token}@`);
  return snippet(name)
    .replaceAll(IN_CLUSTER, url)
    .replaceAll(IN_CLUSTER_WITH_TOKEN, withToken)
    .replaceAll(OUTSIDE, url)
    .replaceAll('wait=60s', 'wait=200ms')
    .replaceAll('/tmp/', `${folder}/`);
}

interface GitHubWorkflow {
  readonly jobs: {
    readonly gate: { readonly steps: readonly { readonly run?: string; readonly env?: Record<string, string> }[] };
  };
}

/** In a container GitHub runs a step by `sh -e`, after its expressions have been filled in. */
export function gitHub(site: Site): Command {
  const workflow = parse(pointed('github-actions.yaml', site)) as GitHubWorkflow;
  const step = workflow.jobs.gate.steps.find(({ run }) => run !== undefined);
  const known = { 'vars.VERDICT_SERVER': site.url, 'secrets.VERDICT_TOKEN': site.token };
  const fill = (text: string): string => filled(text, /\$\{\{ ([\w.]+) \}\}/g, known);
  const env = Object.fromEntries(Object.entries(step?.env ?? {}).map(([name, value]) => [name, fill(value)]));
  return shell(fill(step?.run ?? ''), { ...env, GITHUB_STEP_SUMMARY: site.result });
}

interface GitLabPipeline {
  readonly gate: { readonly script: readonly string[] };
}

export function gitLab(site: Site): Command {
  const { gate } = parse(pointed('gitlab-ci.yaml', site)) as GitLabPipeline;
  const env = { VERDICT_SERVER: site.url, VERDICT_TOKEN: site.token, CI_JOB_ID: site.job };
  return shell(gate.script.join('\n'), env);
}

/** Groovy joins lines that end with a backslash within a text of three quotes; Jenkins runs it by `sh -xe`. */
export function jenkins(site: Site): Command {
  const [, gate = ''] = pointed('Jenkinsfile', site).split("stage('Gate')");
  const [, script = ''] = /sh '''([\s\S]*?)'''/.exec(gate) ?? [];
  const [, variable = ''] = /(\w+) = credentials\('verdict-token'\)/.exec(gate) ?? [];
  return shell(script.replaceAll('\\\n', ''), { VERDICT_SERVER: site.url, [variable]: site.token });
}

interface Container {
  readonly command?: readonly string[];
  readonly script?: string;
  readonly env: readonly { readonly name: string; readonly value?: string; readonly valueFrom?: ValueFrom }[];
}

interface ValueFrom {
  readonly secretKeyRef?: { readonly name: string; readonly key: string };
  readonly fieldRef?: { readonly fieldPath: string };
}

/** A container's environment, with the Secret `verdict` and the pod's uid of this test. */
function environment({ env }: Container, site: Site): Record<string, string> {
  const valueOf = ({ secretKeyRef, fieldRef }: ValueFrom): string => {
    if (secretKeyRef?.name === 'verdict' && secretKeyRef.key === 'token') return site.token;
    if (fieldRef?.fieldPath === 'metadata.uid') return site.job;
    throw new Error('a variable comes from elsewhere');
  };
  return Object.fromEntries(
    env.map(({ name, value, valueFrom }) => [name, valueFrom === undefined ? (value ?? '') : valueOf(valueFrom)]),
  );
}

interface TektonTask {
  readonly spec: {
    readonly params: readonly { readonly name: string; readonly default?: string }[];
    readonly steps: readonly [Container];
  };
}

/** Tekton fills in parameters and paths of results, then runs the script by the program that its first line names. */
export function tekton(site: Site): Command {
  const text = pointed('tekton-task.yaml', site);
  const { spec } = parse(text) as TektonTask;
  const given = { namespace: 'shop', template: 'checkout-slo', service: 'checkout' };
  const params = new Map([...spec.params.map((p) => [p.name, p.default] as const), ...Object.entries(given)]);
  const known = Object.fromEntries([...params].map(([name, value]) => [`params.${name}`, value ?? '']));
  const context = { 'results.status.path': site.result, 'context.taskRun.uid': site.job };
  const fill = (value: string): string => filled(value, /\$\(([\w.]+)\)/g, { ...known, ...context });
  const [step] = spec.steps;
  const env = Object.entries(environment(step, site)).map(([name, value]) => [name, fill(value)] as const);
  return shell(fill(step.script ?? ''), Object.fromEntries(env));
}

interface BuildkitePipeline {
  readonly env: Readonly<Record<string, string>>;
  readonly steps: readonly ('wait' | { readonly label: string; readonly command: string })[];
}

/** Buildkite makes `$` of `$$`, then runs a step by `bash -e -c`. */
export function buildkite(site: Site): Command {
  const { env, steps } = parse(pointed('buildkite.yaml', site)) as BuildkitePipeline;
  const step = steps.find((one) => one !== 'wait' && one.label.endsWith('gate'));
  const command = typeof step === 'object' ? step.command : '';
  const token = { VERDICT_TOKEN: site.token, ANNOTATION: site.result };
  return { program: 'bash', words: ['-e', '-c', command.replaceAll('$$', '$')], env: { ...env, ...token } };
}

interface HookJob {
  readonly spec: { readonly template: { readonly spec: { readonly containers: readonly [Container] } } };
}

export function argoCd(site: Site): Command {
  const job = parse(pointed('argo-cd-hook.yaml', site)) as HookJob;
  const [container] = job.spec.template.spec.containers;
  const [program = '', ...words] = container.command ?? [];
  return { program, words, env: environment(container, site) };
}

/** Octopus strips the indentation of a text in `<<-`, and puts a function for its variables before a Bash script. */
export function octopus(site: Site): Command {
  const [, body = ''] = /ScriptBody = <<-EOT\n([\s\S]*?)\n\s*EOT\n/.exec(pointed('octopus.ocl', site)) ?? [];
  const indentation = /^ */.exec(body)?.[0] ?? '';
  const script = body.replaceAll(new RegExp(`^${indentation}`, 'gm'), '');
  const variables = { 'Verdict.Server': site.url, 'Verdict.Token': site.token, 'Octopus.Task.Id': site.job };
  const cases = Object.entries(variables).map(([name, value]) => `${name}) printf %s '${value}' ;;`);
  const head = `get_octopusvariable() { case "$1" in ${cases.join(' ')} esac; }\n`;
  return { program: 'bash', words: ['-c', head + script], env: {} };
}

function shell(script: string, env: Readonly<Record<string, string>>): Command {
  return { program: 'sh', words: ['-e', '-c', script], env };
}

/** Fills in a tool's own placeholders. @throws Error for one that the tool would not know */
export function filled(text: string, pattern: RegExp, known: Readonly<Record<string, string>>): string {
  return text.replaceAll(pattern, (_, name: string) => {
    const value = known[name];
    if (value === undefined) throw new Error(`${name} is not known to the tool`);
    return value;
  });
}
