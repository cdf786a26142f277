import { after, type Instant, millisOf } from '../../../core/instant.ts';
import type { JsonObject } from '../../../core/json.ts';
import { sameJson } from '../../../core/same-json.ts';
import { Fields } from '../../../rollout/reading/fields.ts';
import type { ApiKind } from '../../api/kind.ts';
import type { Recorder } from '../events/recorder.ts';
import { deleteObject } from '../loop/delete-object.ts';
import type { Floor } from '../loop/floor.ts';
import type { Change, ObjectCache } from '../loop/object-cache.ts';
import { managersOf, settleClaims } from '../loop/ownership.ts';
import { isRefusal, saysNamespaceGoes } from '../loop/refusals.ts';
import type { Bench } from '../loop/rounds.ts';
import { claim } from '../objects/claim.ts';
import { conditionOf } from '../objects/conditions.ts';
import { keyOf, metadataOf, type Texts } from '../objects/metadata.ts';
import { fits } from '../objects/selector.ts';
import { viewPod } from '../pods/pod-view.ts';
import { type SetView, viewSet } from '../replica-sets/set-view.ts';
import { annotationsOfNew, nextRevision, REVISION, sizeAnnotations } from './annotations.ts';
import {
  availability,
  countPods,
  type DeploymentSets,
  statusJson,
  type Told,
  tell,
  withFailureOf,
} from './deployment-status.ts';
import { type DeploymentView, viewDeployment } from './deployment-view.ts';
import { newSetManifest, newSetOf } from './new-set.ts';
import { outdatedSets } from './outdated-sets.ts';
import { isComplete, nextProgressCheck, progressing, withProgress } from './progress.ts';
import { rollingStep } from './rolling-step.ts';
import { isScaling, scalingStep } from './scaling-step.ts';
import { grownSize, type SizeChange, totalSize } from './sizes.ts';

/** Brings the pods of every Deployment from one template to the next, ReplicaSet by ReplicaSet. */
export class DeploymentController {
  readonly #floor: Floor;
  readonly #kind: ApiKind;
  readonly #setKind: ApiKind;
  readonly #deployments: ObjectCache;
  readonly #sets: ObjectCache;
  readonly #pods: ObjectCache;
  readonly #recorder: Recorder;
  readonly #bench: Bench;

  constructor(floor: Floor) {
    this.#floor = floor;
    this.#kind = floor.kind('apps', 'Deployment');
    this.#setKind = floor.kind('apps', 'ReplicaSet');
    this.#deployments = floor.cacheOf(this.#kind);
    this.#sets = floor.cacheOf(this.#setKind);
    this.#pods = floor.cacheOf(floor.kind('', 'Pod'));
    this.#recorder = floor.recorderOf('deployment-controller');
    this.#bench = floor.register((key) => this.#look(key));
  }

  /** Begins to listen. */
  start(): void {
    this.#deployments.hear(({ object }) => this.#bench.add(keyOf(object)));
    this.#sets.hear((change) => this.#hearSet(change));
    this.#pods.hear((change) => this.#hearPod(change));
  }

  #hearSet(change: Change): void {
    for (const key of managersOf(change, 'Deployment')) this.#bench.add(key);
    const { namespace, controller, labels } = metadataOf(change.object);
    if (controller !== undefined || change.isGone) return;
    // Somebody may take it up.
    for (const deployment of this.#deployments.allIn(namespace)) {
      if (fits(viewDeployment(deployment).selector, labels)) this.#bench.add(keyOf(deployment));
    }
  }

  /** Pods are recreated when the last old one is gone. */
  #hearPod(change: Change): void {
    if (!change.isGone && viewPod(change.object).phase === 'Running') return;
    for (const key of managersOf(change, 'ReplicaSet')) {
      const set = this.#sets.get(key);
      const { controller, namespace } = metadataOf(set ?? {});
      const owner = controller === undefined ? undefined : this.#deployments.get(`${namespace}/${controller.name}`);
      if (owner !== undefined && !viewDeployment(owner).isRolling) this.#bench.add(keyOf(owner));
    }
  }

  #look(key: string): void {
    const found = this.#deployments.get(key);
    if (found === undefined) return;
    const deployment = viewDeployment(found);
    const sets = this.#claimed(deployment);
    const newSet = newSetOf(deployment, sets);
    const oldSets = sets.filter((set) => set !== newSet);
    if (metadataOf(found).deletedAt !== undefined) {
      this.#tellCounts(deployment, { newSet, oldSets });
      return;
    }
    // Each of these changes what the rest goes by; the next look goes on from there.
    if (this.#tellPause(deployment) || (newSet !== undefined && this.#bringUpToDate(deployment, newSet, oldSets)))
      return;
    if (deployment.isPaused || isScaling(deployment, sets)) {
      this.#resize(deployment, scalingStep(deployment, newSet, oldSets));
      if (deployment.isPaused) this.#forgetOld(deployment, oldSets);
      this.#tellCounts(deployment, { newSet, oldSets });
      return;
    }
    if (deployment.isRolling) this.#roll(key, deployment, { newSet, oldSets });
    else this.#recreate(key, deployment, { newSet, oldSets });
  }

  #claimed(deployment: DeploymentView): readonly SetView[] {
    const { uid, namespace } = metadataOf(deployment.json);
    const candidates = [...this.#sets.managedBy(uid), ...this.#sets.unmanagedIn(namespace)];
    const claims = claim(deployment.json, deployment.selector, candidates);
    const owning = { apiVersion: 'apps/v1', kind: 'Deployment', ownedKind: this.#setKind, client: this.#floor.client };
    return settleClaims({ ...owning, owner: deployment.json }, claims).map(viewSet);
  }

  #roll(key: string, deployment: DeploymentView, sets: DeploymentSets): void {
    const { newSet, oldSets } = sets;
    if (newSet === undefined) {
      this.#begin(deployment, oldSets);
      return;
    }
    const changes = rollingStep(deployment, newSet, oldSets);
    this.#resize(deployment, changes);
    if (changes.length === 0) this.#finish(deployment, oldSets);
    this.#tellProgress(key, deployment, sets);
  }

  #recreate(key: string, deployment: DeploymentView, sets: DeploymentSets): void {
    const { newSet, oldSets } = sets;
    const changes = oldSets.filter(({ size }) => size > 0).map((set) => ({ set, size: 0 }));
    this.#resize(deployment, changes);
    const isWaiting = changes.length > 0 || this.#hasPodsOf(oldSets);
    if (newSet === undefined && !isWaiting) {
      this.#begin(deployment, oldSets);
      return;
    }
    if (newSet !== undefined && !isWaiting) {
      if (newSet.size !== deployment.replicas) this.#resize(deployment, [{ set: newSet, size: deployment.replicas }]);
      this.#finish(deployment, oldSets);
    }
    this.#tellProgress(key, deployment, sets);
  }

  #hasPodsOf(oldSets: readonly SetView[]): boolean {
    return oldSets.some(
      ({ json, counts }) =>
        counts.replicas > 0 ||
        this.#pods.managedBy(metadataOf(json).uid).some((pod) => {
          const { isActive, isTerminating } = viewPod(pod);
          return isActive || isTerminating;
        }),
    );
  }

  /** Creates the ReplicaSet of a new template. */
  #begin(deployment: DeploymentView, oldSets: readonly SetView[]): void {
    const { client } = this.#floor;
    const size = grownSize(deployment, totalSize(oldSets), 0);
    const revision = nextRevision(oldSets);
    const manifest = newSetManifest(deployment, { size, revision });
    const { name } = metadataOf(manifest);
    try {
      client.create(this.#setKind, manifest);
    } catch (error) {
      if (isRefusal(error)) this.#tellFailedBegin(deployment, name, error);
      throw error;
    }
    if (size > 0) this.#tellScaling(deployment, `Scaled up replica set ${name} from 0 to ${size}`);
    const told = progressing('True', 'NewReplicaSetCreated', `Created new replica set "${name}"`);
    this.#tellNews(deployment, revision, told);
  }

  /** A name that another ReplicaSet has is got round with another hash; anything else is told. */
  #tellFailedBegin(deployment: DeploymentView, name: string, error: Error & { readonly details?: unknown }): void {
    if (saysNamespaceGoes(error)) return;
    const { namespace } = metadataOf(deployment.json);
    if (this.#sets.get(`${namespace}/${name}`) !== undefined) {
      const status = {
        ...new Fields(deployment.json).object('status'),
        collisionCount: (deployment.collisionCount ?? 0) + 1,
      };
      this.#floor.client.updateStatus(this.#kind, { ...deployment.json, status });
      return;
    }
    const message = `Failed to create new replica set "${name}": ${error.message}`;
    if (deployment.progressDeadline !== undefined) {
      this.#write(deployment, { told: progressing('False', 'ReplicaSetCreateError', message) });
    }
    this.#recorder.tell(deployment.json, { type: 'Warning', reason: 'ReplicaSetCreateError', message });
  }

  /** The new ReplicaSet takes over the Deployment's annotations, and the Deployment the number of its revision. @returns whether something changed */
  #bringUpToDate(deployment: DeploymentView, newSet: SetView, oldSets: readonly SetView[]): boolean {
    const { annotations, name } = metadataOf(newSet.json);
    const wanted = annotationsOfNew(deployment, annotations, nextRevision(oldSets));
    if (!sameJson(wanted, annotations) || newSet.minReadySeconds !== deployment.minReadySeconds) {
      const spec = { ...new Fields(newSet.json).object('spec'), minReadySeconds: deployment.minReadySeconds };
      this.#replaceSet(newSet, wanted, spec);
      return true;
    }
    const revision = Number(annotations[REVISION] ?? 0);
    const isNews =
      deployment.progressDeadline !== undefined && !conditionOf(deployment.conditions, 'Progressing').has('type');
    const told = progressing('True', 'FoundNewReplicaSet', `Found new replica set "${name}"`);
    return this.#tellNews(deployment, revision, isNews ? told : undefined);
  }

  /** @returns whether something was written */
  #tellNews(deployment: DeploymentView, revision: number, told: Told | undefined): boolean {
    const { annotations } = metadataOf(deployment.json);
    const isSame = annotations[REVISION] === String(revision);
    const isTold = told !== undefined && deployment.progressDeadline !== undefined;
    if (isSame && !isTold) return false;
    this.#write(deployment, { revision, ...(isTold && { told }) });
    return true;
  }

  #write(deployment: DeploymentView, { revision, told }: { revision?: number; told?: Told }): void {
    const metadata = new Fields(deployment.json).object('metadata') ?? {};
    const annotations: Texts = {
      ...metadataOf(deployment.json).annotations,
      ...(revision !== undefined && { [REVISION]: String(revision) }),
    };
    const conditions = told === undefined ? deployment.conditions : tell(deployment.conditions, told, this.#now());
    const status = { ...new Fields(deployment.json).object('status'), ...(conditions.length > 0 && { conditions }) };
    const wanted = { ...deployment.json, metadata: { ...metadata, annotations }, status };
    this.#floor.client.updateStatus(this.#kind, wanted);
  }

  /** Time does not run against a Deployment that is paused. @returns whether something was written */
  #tellPause(deployment: DeploymentView): boolean {
    const reason = conditionOf(deployment.conditions, 'Progressing').text('reason');
    const isTold = reason === 'DeploymentPaused';
    if (deployment.progressDeadline === undefined || reason === 'ProgressDeadlineExceeded') return false;
    if (deployment.isPaused === isTold) return false;
    const told = deployment.isPaused
      ? progressing('Unknown', 'DeploymentPaused', 'Deployment is paused')
      : progressing('Unknown', 'DeploymentResumed', 'Deployment is resumed');
    this.#write(deployment, { told });
    return true;
  }

  #resize(deployment: DeploymentView, changes: readonly SizeChange[]): void {
    for (const { set, size } of changes) {
      const { annotations, name } = metadataOf(set.json);
      const wanted = { ...annotations, ...sizeAnnotations(deployment) };
      if (size === set.size && sameJson(wanted, annotations)) continue;
      this.#replaceSet(set, wanted, { ...new Fields(set.json).object('spec'), replicas: size });
      const way = size > set.size ? 'up' : 'down';
      if (size !== set.size)
        this.#tellScaling(deployment, `Scaled ${way} replica set ${name} from ${set.size} to ${size}`);
    }
  }

  #replaceSet({ json }: SetView, annotations: Texts, spec: JsonObject): void {
    const metadata = { ...new Fields(json).object('metadata'), annotations };
    this.#floor.client.update(this.#setKind, { ...json, metadata, spec });
  }

  #tellScaling({ json }: DeploymentView, message: string): void {
    this.#recorder.tell(json, { type: 'Normal', reason: 'ScalingReplicaSet', message });
  }

  /** When an update is through, ReplicaSets beyond the history that is kept go. */
  #finish(deployment: DeploymentView, oldSets: readonly SetView[]): void {
    const observed = new Fields(deployment.json['status']).whole('observedGeneration') ?? 0;
    if (observed < metadataOf(deployment.json).generation || !isComplete(deployment, deployment.counts)) return;
    this.#forgetOld(deployment, oldSets);
  }

  #forgetOld(deployment: DeploymentView, oldSets: readonly SetView[]): void {
    for (const set of outdatedSets(oldSets, deployment.historyLimit)) {
      deleteObject(this.#floor.client, this.#setKind, set.json);
    }
  }

  #tellCounts(deployment: DeploymentView, sets: DeploymentSets): void {
    const counted = countPods(sets);
    const conditions = tell(deployment.conditions, availability(deployment, counted.counts.available), this.#now());
    this.#tell(deployment, statusJson(deployment, counted, conditions));
  }

  #tellProgress(key: string, deployment: DeploymentView, sets: DeploymentSets): void {
    const counted = countPods(sets);
    const now = this.#now();
    const available = tell(deployment.conditions, availability(deployment, counted.counts.available), now);
    const subject =
      sets.newSet === undefined
        ? `Deployment "${deployment.name}"`
        : `ReplicaSet "${metadataOf(sets.newSet.json).name}"`;
    const moved = withProgress(available, { deployment, counted, subject }, now);
    const conditions = withFailureOf(sets, moved);
    this.#tell(deployment, statusJson(deployment, counted, conditions));
    const check = nextProgressCheck(deployment, counted.counts, conditions);
    // Times in conditions are whole seconds; the deadline has passed for certain a second later.
    if (check !== undefined) this.#bench.addAt(key, after(check, millisOf(1000)));
  }

  #tell(deployment: DeploymentView, status: JsonObject): void {
    const fresh = this.#deployments.get(keyOf(deployment.json)) ?? deployment.json;
    if (sameJson(new Fields(fresh).object('status') ?? {}, status)) return;
    this.#floor.client.updateStatus(this.#kind, { ...fresh, status });
  }

  #now(): Instant {
    return this.#floor.clock.now();
  }
}
