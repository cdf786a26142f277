import { after } from '../../../core/instant.ts';
import type { JsonObject } from '../../../core/json.ts';
import { sameJson } from '../../../core/same-json.ts';
import { Fields } from '../../../rollout/reading/fields.ts';
import type { ApiKind } from '../../api/kind.ts';
import type { Recorder } from '../events/recorder.ts';
import { deleteObject } from '../loop/delete-object.ts';
import type { Floor } from '../loop/floor.ts';
import type { Change, ObjectCache } from '../loop/object-cache.ts';
import { managersOf, settleClaims } from '../loop/ownership.ts';
import type { Bench } from '../loop/rounds.ts';
import { claim } from '../objects/claim.ts';
import { keyOf, metadataOf } from '../objects/metadata.ts';
import { fits } from '../objects/selector.ts';
import { PodControl } from '../pods/pod-control.ts';
import { type PodView, viewPod } from '../pods/pod-view.ts';
import { type Backoff, NO_BACKOFF } from './backoff.ts';
import { finishedAt, type JobStatus, type JobView, jobStatusJson, viewJob } from './job-view.ts';
import { isTracked, type JobPlan, planJob, TRACKING } from './plan-job.ts';

/** Starts the pods of Jobs, counts how they end, says when a Job is over, and deletes it when its time to live has passed. */
export class JobController {
  readonly #floor: Floor;
  readonly #kind: ApiKind;
  readonly #podKind: ApiKind;
  readonly #jobs: ObjectCache;
  readonly #pods: ObjectCache;
  readonly #recorder: Recorder;
  readonly #control: PodControl;
  readonly #bench: Bench;
  readonly #orphans: Bench;
  /** By uid. */
  readonly #backoffs = new Map<string, Backoff>();

  constructor(floor: Floor) {
    this.#floor = floor;
    this.#kind = floor.kind('batch', 'Job');
    this.#podKind = floor.kind('', 'Pod');
    this.#jobs = floor.cacheOf(this.#kind);
    this.#pods = floor.cacheOf(this.#podKind);
    this.#recorder = floor.recorderOf('job-controller');
    this.#control = new PodControl(floor.client, this.#podKind, this.#recorder);
    this.#bench = floor.register((key) => this.#look(key));
    this.#orphans = floor.register((key) => this.#letGo(key));
  }

  /** Begins to listen. */
  start(): void {
    this.#jobs.hear((change) => this.#hearJob(change));
    this.#pods.hear((change) => this.#hearPod(change));
  }

  #hearJob({ object, isGone }: Change): void {
    this.#bench.add(keyOf(object));
    if (!isGone) return;
    const { uid } = metadataOf(object);
    this.#backoffs.delete(uid);
    for (const pod of this.#pods.managedBy(uid)) this.#orphans.add(keyOf(pod));
  }

  #hearPod(change: Change): void {
    for (const key of managersOf(change, 'Job')) this.#bench.add(key);
    if (change.isGone) return;
    const { controller, namespace, labels } = metadataOf(change.object);
    if (controller === undefined) {
      // Somebody may take it up.
      for (const job of this.#jobs.allIn(namespace)) {
        if (fits(viewJob(job).selector, labels)) this.#bench.add(keyOf(job));
      }
    }
    if (isTracked(viewPod(change.object)) && this.#jobOf(change.object) === undefined) {
      this.#orphans.add(keyOf(change.object));
    }
  }

  /** The Job that manages a pod, if it is there. */
  #jobOf(pod: JsonObject): JsonObject | undefined {
    const { controller, namespace } = metadataOf(pod);
    const job = controller?.kind === 'Job' ? this.#jobs.get(`${namespace}/${controller.name}`) : undefined;
    return job !== undefined && metadataOf(job).uid === controller?.uid ? job : undefined;
  }

  /** A pod whose Job is gone is counted by nobody. */
  #letGo(key: string): void {
    const pod = this.#pods.get(key);
    if (pod !== undefined && this.#jobOf(pod) === undefined) this.#control.removeFinalizer(pod, TRACKING);
  }

  #look(key: string): void {
    const found = this.#jobs.get(key);
    if (found === undefined) return;
    const job = viewJob(found);
    if (finishedAt(job) !== undefined) {
      this.#expire(key, job);
      return;
    }
    const { uid } = metadataOf(found);
    const now = this.#floor.clock.now();
    const plan = planJob(job, this.#claimed(job), this.#backoffs.get(uid) ?? NO_BACKOFF, now);
    this.#carryOut(job, plan);
    this.#backoffs.set(uid, plan.backoff);
    if (plan.wakeAt !== undefined) this.#bench.addAt(key, plan.wakeAt);
  }

  #claimed(job: JobView): readonly PodView[] {
    const { uid, namespace } = metadataOf(job.json);
    const candidates = [...this.#pods.managedBy(uid), ...this.#pods.unmanagedIn(namespace)];
    const owning = { apiVersion: 'batch/v1', kind: 'Job', ownedKind: this.#podKind, finalizer: TRACKING };
    const { client } = this.#floor;
    const claims = claim(job.json, job.selector, candidates);
    return settleClaims({ ...owning, client, owner: job.json }, claims).map(viewPod);
  }

  #carryOut(job: JobView, plan: JobPlan): void {
    for (const { json } of plan.stopped) this.#control.delete(job.json, json);
    for (const { json } of plan.dropped) {
      this.#control.removeFinalizer(json, TRACKING);
      this.#control.delete(job.json, json);
    }
    if (plan.created > 0) this.#control.create(job.json, withTracking(job.template), plan.created);
    const written = this.#tell(job.json, plan.status);
    for (const { json } of plan.counted) this.#control.removeFinalizer(this.#latest(json), TRACKING);
    this.#tell(written, plan.lastStatus);
    for (const event of plan.events) this.#recorder.tell(job.json, event);
  }

  #latest(pod: JsonObject): JsonObject {
    return this.#pods.get(keyOf(pod)) ?? pod;
  }

  #tell(job: JsonObject, wanted: JobStatus): JsonObject {
    const status = jobStatusJson(wanted);
    if (sameJson(new Fields(job).object('status') ?? {}, status)) return job;
    return this.#floor.client.updateStatus(this.#kind, { ...job, status });
  }

  /** Deletes a Job that is over and has outlived its time. */
  #expire(key: string, job: JobView): void {
    const { uid, deletedAt } = metadataOf(job.json);
    this.#backoffs.delete(uid);
    const over = finishedAt(job);
    if (over === undefined || job.timeToLive === undefined || deletedAt !== undefined) return;
    const at = after(over, job.timeToLive);
    if (at > this.#floor.clock.now()) {
      this.#bench.addAt(key, at);
      return;
    }
    deleteObject(this.#floor.client, this.#kind, job.json, { propagationPolicy: 'Foreground' });
  }
}

function withTracking(template: JsonObject): JsonObject {
  const metadata = new Fields(template).object('metadata');
  const finalizers = new Fields(metadata).list('finalizers').filter((name) => name !== TRACKING);
  return { ...template, metadata: { ...metadata, finalizers: [...finalizers, TRACKING] } };
}
