/** One option of `verdict controller`. */
export interface Flag {
  /** As commander writes options, such as `--metricsPort <port>`. */
  readonly flags: string;
  /** What it does, for the help and docs/controller.md. */
  readonly text: string;
  /** What holds without it; shown, and read like anything that is given. */
  readonly default?: string;
  /** Whether it may be given more than once. */
  readonly isList?: true;
  /** Taken, so that upstream's manifests work, but without effect; a warning says so when it is given. */
  readonly hasNoEffect?: true;
}

/** Options that belong together. */
export interface FlagGroup {
  readonly title: string;
  readonly flags: readonly Flag[];
}

/**
 * The options of `verdict controller`. Names and defaults are upstream's where it has the option.
 *
 * @see reference/interfaces.md §10.1
 */
export const FLAG_GROUPS: readonly FlagGroup[] = [
  {
    title: 'What it works on',
    flags: [
      {
        flags: '--namespaced [bool]',
        text: 'only the objects of one namespace; nothing outside it is read, so no ClusterAnalysisTemplates',
      },
      { flags: '-n, --namespace <name>', text: "that namespace (default: the kubeconfig's, or the pod's)" },
      {
        flags: '--instance-id <id>',
        text: 'only objects labelled `argo-rollouts.argoproj.io/controller-instance-id: ID`; without it only those without the label',
        default: '',
      },
      {
        flags: '--controllers <list>',
        text: '`analysis`: only AnalysisRuns are worked on (default: everything)',
        isList: true,
      },
      {
        flags: '--read-only [bool]',
        text: 'write nothing and take no lease: say in the log what would be done. AnalysisRuns are not measured',
      },
      {
        flags: '--require-evidence [bool]',
        text: 'an AnalysisRun that measured nothing holds its Rollout, as an inconclusive one does, instead of letting it go on',
      },
      { flags: '--plugin <path>', text: 'a plugin with more providers; repeat for more', isList: true },
    ],
  },
  {
    title: 'Which cluster',
    flags: [
      { flags: '--kubeconfig <file>', text: "the kubeconfig (default: KUBECONFIG, ~/.kube/config, the pod's account)" },
      { flags: '--context <name>', text: "the kubeconfig's context (default: the current one)" },
      { flags: '--qps <number>', text: 'most requests a second, on average (default: no limit)' },
      { flags: '--burst <number>', text: 'most requests at once, with --qps (default: twice as many)' },
    ],
  },
  {
    title: 'Who leads',
    flags: [
      {
        flags: '--leader-elect [bool]',
        text: 'act only while holding the Lease `argo-rollouts-controller-lock`, with `-ID` of --instance-id at its end; false: act at once',
        default: 'true',
      },
      {
        flags: '--leader-election-lease-duration <duration>',
        text: 'how long others wait after the last sign of the holder',
        default: '15s',
      },
      {
        flags: '--leader-election-renew-deadline <duration>',
        text: 'how long the holder acts without having renewed; shorter than that',
        default: '10s',
      },
      {
        flags: '--leader-election-retry-period <duration>',
        text: 'pause between two tries; shorter than that again',
        default: '2s',
      },
    ],
  },
  {
    title: 'What it tells',
    flags: [
      { flags: '--metricsPort <port>', text: 'port of /metrics', default: '8090' },
      { flags: '--metricsport <port>', text: 'old name of --metricsPort' },
      { flags: '--healthzPort <port>', text: 'port of /healthz and /readyz', default: '8080' },
      {
        flags: '--metrics-address <address>',
        text: 'address of /metrics (default: 127.0.0.1; every address in a pod)',
      },
      {
        flags: '--healthz-address <address>',
        text: 'address of /healthz and /readyz (default: 127.0.0.1; every address in a pod)',
      },
      { flags: '--loglevel <level>', text: 'debug, info, warn or error', default: 'info' },
      { flags: '--logformat <format>', text: 'json or text', default: 'json' },
    ],
  },
  {
    title: 'How much at a time',
    flags: [
      {
        flags: '--rollout-resync <seconds>',
        text: 'how often every object is looked at again though nothing happened',
        default: '900',
      },
      { flags: '--rollout-threads <count>', text: 'Rollouts that are worked on at a time', default: '10' },
      { flags: '--experiment-threads <count>', text: 'Experiments that are worked on at a time', default: '10' },
      { flags: '--analysis-threads <count>', text: 'AnalysisRuns that are worked on at a time', default: '30' },
      { flags: '--service-threads <count>', text: 'Services that are worked on at a time', default: '10' },
    ],
  },
  {
    title: 'Traffic routers',
    flags: [
      {
        flags: '--ingress-api-version <version>',
        text: 'networking.k8s.io/v1 or extensions/v1beta1 (default: networking.k8s.io/v1)',
      },
      { flags: '--istio-api-version <version>', text: "version of Istio's API", default: 'v1alpha3' },
    ],
  },
  {
    title: 'Taken from upstream without effect',
    flags: [
      noEffect(
        '--nginx-ingress-classes <class>',
        'Ingresses that a Rollout names are followed whatever their class',
        true,
      ),
      noEffect(
        '--alb-ingress-classes <class>',
        'Ingresses that a Rollout names are followed whatever their class',
        true,
      ),
      noEffect('--ingress-threads <count>', 'Ingresses have no queue of their own'),
      noEffect('--ephemeral-metadata-threads <count>', 'pods are labelled by the worker of their Rollout'),
      noEffect('--ephemeral-metadata-update-pod-retries <count>', 'a pod is tried for until it is done'),
      noEffect('--kloglevel <level>', 'there is no client library that logs'),
      noEffect('--enable-pprof-address <address>', 'Node has no pprof'),
      noEffect('--self-service-notification-enabled [bool]', 'notifications are not sent yet'),
      noEffect('--aws-verify-target-group [bool]', 'weights of ALB are not verified with AWS yet'),
      noEffect('--alb-verify-weight [bool]', 'weights of ALB are not verified with AWS yet'),
      noEffect('--aws-target-group-binding-api-version <version>', 'weights of ALB are not verified with AWS yet'),
      noEffect('--alb-tag-key-resource-id <key>', 'weights of ALB are not verified with AWS yet'),
      noEffect('--ambassador-api-version <version>', 'Ambassador is not built yet'),
      noEffect('--traffic-split-api-version <version>', 'SMI is not built yet'),
      noEffect('--traefik-api-group <group>', 'Traefik is not built yet'),
      noEffect('--traefik-api-version <version>', 'Traefik is not built yet'),
      noEffect('--appmesh-crd-version <version>', 'App Mesh is not built yet'),
    ],
  },
];

function noEffect(flags: string, text: string, isList = false): Flag {
  return { flags, text, hasNoEffect: true, ...(isList && { isList }) };
}

/** The long name of an option: `--namespace`. */
export function nameOfFlag({ flags }: Flag): string {
  return /--[\w-]+/.exec(flags)?.[0] ?? flags;
}
