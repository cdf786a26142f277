import { Fault } from '../../core/fault.ts';
import { after, type Instant, type Millis, millisOf } from '../../core/instant.ts';
import type { Metadata, Reading } from '../../core/reading.ts';
import type { Provider, Scope, UnderWay } from '../provider.ts';
import { type JobConfig, parseJobConfig } from './job-config.ts';
import { belongsTo, isOfMetric, jobManifest, namespaceOf, RUN_UID } from './job-manifest.ts';
import { jobNames, numberIn } from './job-name.ts';
import type { Job, JobRef, Jobs, NewJob, Pod } from './jobs.ts';

/**
 * Opens the Jobs of a cluster: of the one that a kubeconfig path (or `in-cluster`) names, or of the run's own when none is given.
 *
 * @throws Fault CLUSTER_UNREACHABLE
 */
export type OpenJobs = (kubeconfig?: string) => Promise<Jobs>;

/** Reasons to wait that no time will mend: upstream counts the measurement as Inconclusive at the first sight of one. */
const TERMINAL_REASONS: ReadonlySet<string> = new Set(['ErrImagePull', 'ImagePullBackOff', 'InvalidImageName']);

const VERDICTS = { Complete: 'Successful', Failed: 'Failed' } as const;

/**
 * Measures by running a Kubernetes Job to its end: providers.md §5. The Job judges; conditions are not asked.
 *
 * Nothing is read from a cache, so a fresh Job is always found (trap 13). Where we do otherwise than upstream:
 * docs/decisions/0002 and 0003.
 */
export function jobProvider(open: OpenJobs): Provider<JobConfig> {
  return {
    kind: 'job',
    type: 'Job',
    parse: parseJobConfig,
    async measure(config, scope) {
      const jobs = await open(config.kubeconfig);
      const { name, namespace } = await start(jobs, config, scope);
      const lookAt = jobs.holdsRuns ? after(scope.now, millisOf(SPARING)) : scope.now;
      return pending({ 'job-name': name, 'job-namespace': namespace }, lookAt, '');
    },
    inFlight: {
      async resume(config, scope, measurement) {
        const ref = refOf(measurement, scope);
        return look(await open(config.kubeconfig), ref, scope, measurement);
      },
      async terminate(config, scope, measurement) {
        const ref = refOf(measurement, scope);
        await (await open(config.kubeconfig)).delete(ref, scope.signal);
        return { kind: 'judged', phase: 'Inconclusive', metadata: measurement.metadata };
      },
      async collect(config, scope, keep) {
        await collect(await open(config.kubeconfig), config, scope, keep);
      },
    },
  };
}

/** Creates the Job of this measurement, or takes over the one that an earlier try has created. */
async function start(jobs: Jobs, config: JobConfig, scope: Scope): Promise<JobRef> {
  const [first, ...others] = jobNames(scope.run.uid, scope.metric.name, scope.metric.number);
  let outcome = await claim(jobs, jobManifest(first, config, scope, jobs), scope);
  for (const name of others) {
    if (outcome.kind !== 'sibling') break;
    outcome = await claim(jobs, jobManifest(name, config, scope, jobs), scope);
  }
  if (outcome.kind === 'ours') return outcome.job;
  throw outcome.fault;
}

/** Whose the Job of a name is, once we have asked for it. */
type Claim =
  | { readonly kind: 'ours'; readonly job: JobRef }
  | { readonly kind: 'sibling' | 'foreign'; readonly fault: Fault };

async function claim(jobs: Jobs, wanted: NewJob, { signal }: Scope): Promise<Claim> {
  const created = await jobs.create(wanted, signal);
  if (created.kind === 'created') return { kind: 'ours', job: wanted };
  // Taken, or the answer was lost: whichever it is, the Job itself tells.
  const existing = await jobs.get(wanted, signal);
  const whose = existing.kind === 'found' ? belongsTo(existing.job, wanted) : 'foreign';
  if (whose === 'ours') return { kind: 'ours', job: wanted };
  const code = created.kind === 'exists' ? 'PROVIDER_ANSWER_INVALID' : 'PROVIDER_UNREACHABLE';
  return { kind: whose, fault: new Fault(code, created.message, { job: wanted.name, namespace: wanted.namespace }) };
}

async function look(jobs: Jobs, ref: JobRef, scope: Scope, measurement: UnderWay): Promise<Reading> {
  const { metadata } = measurement;
  const nextLookAt = after(scope.now, lookDelay(jobs, measurement, scope.now));
  const looked = await jobs.get(ref, scope.signal);
  if (looked.kind === 'unavailable') return pending(metadata, nextLookAt, looked.message);
  if (looked.kind === 'absent') {
    throw new Fault('PROVIDER_ANSWER_INVALID', `job.batch "${ref.name}" not found`, { ...ref });
  }
  const phase = verdictOf(looked.job);
  if (phase !== undefined) return { kind: 'judged', phase, metadata, message: '' };
  const pods = await jobs.pods(looked.job, scope.signal);
  if ('kind' in pods) return pending(metadata, nextLookAt, pods.message);
  const message = terminalErrorOf(pods);
  if (message !== undefined) return { kind: 'judged', phase: 'Inconclusive', metadata, message };
  return pending(metadata, nextLookAt, '');
}

/** The message is always said, if only to take back what an unanswered look before this one said. */
function pending(metadata: Metadata, resumeAt: Instant, message: string): Reading {
  return { kind: 'pending', resumeAt, metadata, message };
}

/** The last condition wins, should the API ever show both. */
function verdictOf(job: Job): 'Successful' | 'Failed' | undefined {
  const last = job.conditions.findLast((type) => type === 'Complete' || type === 'Failed');
  return last && VERDICTS[last];
}

function terminalErrorOf(pods: readonly Pod[]): string | undefined {
  for (const pod of pods) {
    const stuck = pod.waiting.find(({ reason }) => TERMINAL_REASONS.has(reason));
    // The line break at the end is upstream's.
    if (stuck)
      return `Pod ${pod.name}, container ${stuck.name} has terminal error (${stuck.reason}): ${stuck.message}\n`;
  }
  return undefined;
}

/** Between looks at a Job whose end is heard of anyway, at least. */
const SPARING = 2000;

/** √(2·seconds since the start): frequent looks at a short Job, rare ones at a long one. */
function lookDelay({ holdsRuns }: Jobs, { startedAt }: UnderWay, now: Instant): Millis {
  const seconds = startedAt === undefined ? 0 : Math.max(0, (now - startedAt) / 1000);
  // The controller follows its Jobs, and looks only for pods that cannot start, which need a moment to show.
  return millisOf(Math.max(holdsRuns ? SPARING : 0, Math.sqrt(2 * seconds) * 1000));
}

function refOf({ metadata }: UnderWay, { run }: Scope): JobRef {
  const name = metadata['job-name'];
  if (!name) throw new Fault('PROVIDER_ANSWER_INVALID', 'job metadata reference missing', { run: run.name });
  return { name, namespace: metadata['job-namespace'] || run.namespace };
}

/** Deletes this metric's Jobs but for the newest `keep`, oldest first. */
async function collect(jobs: Jobs, config: JobConfig, scope: Scope, keep: number): Promise<void> {
  const ofRun = await jobs.list(namespaceOf(config, scope), [RUN_UID, scope.run.uid], scope.signal);
  const ofMetric = ofRun.filter((job) => isOfMetric(job, scope.metric.name)).sort(byAge);
  for (const job of ofMetric.slice(0, Math.max(0, ofMetric.length - keep))) await jobs.delete(job, scope.signal);
}

/** Oldest first. Creation times are whole seconds; within one, the measurement's number tells. */
function byAge(a: Job, b: Job): number {
  return a.createdAt - b.createdAt || numberIn(a.name) - numberIn(b.name);
}
