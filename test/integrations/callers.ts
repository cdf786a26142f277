import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { parse, parseAllDocuments } from 'yaml';
import { filled, pointed, type Site } from './snippets.ts';

/** What a tool makes of the gate's answer. */
export interface Decision {
  readonly goesOn: boolean;
  /** Status of the last answer. */
  readonly status: number;
  /** What the tool would show. */
  readonly shown: string;
}

interface FlaggerCanary {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: {
    readonly analysis: {
      readonly webhooks: readonly [{ readonly type: string; readonly url: string; readonly timeout: string }];
    };
  };
}

/**
 * As Flagger asks: a POST of its own body, no headers but the content type, user and password of the address as Go's client sends them;
 * a status above 202 is a failed check, whose body it shows.
 *
 * @see fluxcd/flagger pkg/controller/webhook.go
 */
export async function flagger(site: Site): Promise<Decision> {
  const canary = parse(pointed('flagger-canary.yaml', site)) as FlaggerCanary;
  const [hook] = canary.spec.analysis.webhooks;
  if (hook.type !== 'rollout') throw new Error(`a hook of type ${hook.type} is not asked during the analysis`);
  const body = { ...canary.metadata, phase: 'Progressing', checksum: '5b7c9f8d64' };
  const { status, shown } = await post(hook.url, JSON.stringify(body));
  return { goesOn: status <= 202, status, shown };
}

function post(address: string, body: string): Promise<{ status: number; shown: string }> {
  return new Promise((resolve, reject) => {
    const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) };
    const asked = request(address, { method: 'POST', headers }, (answer) => {
      text(answer).then((shown) => resolve({ status: answer.statusCode ?? 0, shown }), reject);
    });
    asked.once('error', reject);
    asked.end(body);
  });
}

interface HarnessStep {
  readonly step: {
    readonly type: string;
    readonly spec: {
      readonly url: string;
      readonly method: string;
      readonly headers: readonly { readonly key: string; readonly value: string }[];
      readonly requestBody: string;
      readonly outputVariables: readonly { readonly name: string; readonly value: string }[];
      readonly assertion: string;
    };
  };
}

/** As a Harness HTTP step does: fills in its expressions, asks, takes out its variables, and holds its assertion to be true or not. */
export async function harness(site: Site): Promise<Decision> {
  const [{ step }] = parse(pointed('harness-step.yaml', site)) as readonly [HarnessStep];
  if (step.type !== 'Http') throw new Error(`${step.type} is no HTTP step`);
  const known = {
    'service.name': 'checkout',
    'secrets.getValue("verdict_token")': site.token,
    'pipeline.executionId': site.job,
  };
  const fill = (value: string): string => filled(value, /<\+([^>]+)>/g, known);
  const { url, method, headers, requestBody, outputVariables, assertion } = step.spec;
  const answer = await fetch(fill(url), {
    method,
    headers: headers.map(({ key, value }): [string, string] => [key, fill(value)]),
    body: requestBody,
  });
  const body = (await answer.json()) as Readonly<Record<string, unknown>>;
  const shown = outputVariables.map(({ name, value }) => {
    const [, member = ''] = /<\+json\.select\("(\w+)", httpResponseBody\)>/.exec(value) ?? [];
    return `${name}: ${String(body[member])}`;
  });
  const [, wanted] = /^<\+httpResponseCode> == (\d+)$/.exec(assertion) ?? [];
  return { goesOn: answer.status === Number(wanted), status: answer.status, shown: shown.join(', ') };
}

interface SpinnakerPipeline {
  readonly stages: readonly [WebhookStage, PreconditionsStage];
}

interface WebhookStage {
  readonly type: string;
  readonly method: string;
  readonly url: string;
  readonly customHeaders: Readonly<Record<string, string>>;
  readonly payload: unknown;
  readonly statusUrlResolution: string;
  readonly statusJsonPath: string;
  readonly successStatuses: string;
  readonly terminalStatuses: string;
}

interface PreconditionsStage {
  readonly preconditions: readonly [
    { readonly context: { readonly expression: string; readonly failureMessage: string } },
  ];
}

/**
 * As Spinnaker's webhook stage works: it posts, follows the Location, and asks there until the text at its path is one of its words; then the expression
 * of the second stage is judged.
 *
 * @see spinnaker/orca orca-webhook: WebhookResponseProcessor, WebhookStatusCheckUrlRetriever, MonitorWebhookTask
 */
export async function spinnaker(site: Site): Promise<Decision> {
  const { stages } = JSON.parse(pointed('spinnaker-pipeline.json', site)) as SpinnakerPipeline;
  const [webhook, preconditions] = stages;
  const known = { 'parameters.verdictToken': site.token, 'execution.id': site.job };
  const headers = Object.entries(webhook.customHeaders).map(([name, value]): [string, string] => [
    name,
    filled(value, /\$\{ ([\w.]+) \}/g, known),
  ]);
  const started = await fetch(webhook.url, {
    method: webhook.method,
    headers: [...headers, ['Content-Type', 'application/json']],
    body: JSON.stringify(webhook.payload),
  });
  if (started.status >= 400) return { goesOn: false, status: started.status, shown: await started.text() };
  if (webhook.statusUrlResolution !== 'locationHeader') throw new Error('this test follows the Location');
  const address = new URL(started.headers.get('location') ?? '', webhook.url).href;
  const seen = await monitor(webhook, address, headers);
  const { expression, failureMessage } = preconditions.preconditions[0].context;
  const [, member = '', wanted] =
    /^\$\{ #stage\('Gate'\)\['context'\]\['webhook'\]\['monitor'\]\['body'\]\['(\w+)'\] == '(\w+)' \}$/.exec(
      expression,
    ) ?? [];
  const [, told = ''] = /\['body'\]\['(\w+)'\] \}$/.exec(failureMessage) ?? [];
  const goesOn = seen.isSuccess && seen.body[member] === wanted;
  return { goesOn, status: seen.status, shown: String(seen.body[told]) };
}

interface Monitored {
  readonly status: number;
  readonly isSuccess: boolean;
  readonly body: Readonly<Record<string, unknown>>;
}

async function monitor(webhook: WebhookStage, address: string, headers: [string, string][]): Promise<Monitored> {
  const wordsOf = (list: string): readonly string[] => list.split(',').map((word) => word.trim().toUpperCase());
  for (;;) {
    const answer = await fetch(address, { headers });
    const body = (await answer.json()) as Readonly<Record<string, unknown>>;
    const value = body[webhook.statusJsonPath.replace('$.', '')];
    if (typeof value !== 'string') throw new Error(`${webhook.statusJsonPath} is no single value`);
    const isSuccess = wordsOf(webhook.successStatuses).includes(value.toUpperCase());
    if (isSuccess || wordsOf(webhook.terminalStatuses).includes(value.toUpperCase())) {
      return { status: answer.status, isSuccess, body };
    }
  }
}

/** The template with the `web` metric that Argo Rollouts would measure, asking the gate of this test. */
export function argoRolloutsTemplate(site: Site): string {
  const template = pointed('argo-rollouts.yaml', site);
  if (parseAllDocuments(template).length !== 1) throw new Error('the snippet is one template');
  return template;
}
