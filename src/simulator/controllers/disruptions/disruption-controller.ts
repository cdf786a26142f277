import type { JsonObject } from '../../../core/json.ts';
import { sameJson } from '../../../core/same-json.ts';
import { Fields } from '../../../rollout/reading/fields.ts';
import type { ApiKind } from '../../api/kind.ts';
import type { Floor } from '../loop/floor.ts';
import type { Change, ObjectCache } from '../loop/object-cache.ts';
import type { Bench } from '../loop/rounds.ts';
import { keyOf, metadataOf } from '../objects/metadata.ts';
import { fits } from '../objects/selector.ts';
import { type BudgetedPods, budgetStatus } from './budget-status.ts';

/** Tells in the status of every PodDisruptionBudget how many of its pods may go. */
export class DisruptionController {
  readonly #floor: Floor;
  readonly #kind: ApiKind;
  readonly #budgets: ObjectCache;
  readonly #pods: ObjectCache;
  readonly #sets: ObjectCache;
  readonly #deployments: ObjectCache;
  readonly #bench: Bench;

  constructor(floor: Floor) {
    this.#floor = floor;
    this.#kind = floor.kind('policy', 'PodDisruptionBudget');
    this.#budgets = floor.cacheOf(this.#kind);
    this.#pods = floor.cacheOf(floor.kind('', 'Pod'));
    this.#sets = floor.cacheOf(floor.kind('apps', 'ReplicaSet'));
    this.#deployments = floor.cacheOf(floor.kind('apps', 'Deployment'));
    this.#bench = floor.register((key) => this.#look(key));
  }

  /** Begins to listen. */
  start(): void {
    this.#budgets.hear(({ object }) => this.#bench.add(keyOf(object)));
    this.#pods.hear((change) => this.#hearPod(change));
  }

  #hearPod({ object, before }: Change): void {
    for (const budget of this.#budgets.allIn(metadataOf(object).namespace)) {
      if ([object, before ?? object].some((pod) => isAbout(budget, pod))) this.#bench.add(keyOf(budget));
    }
  }

  #look(key: string): void {
    const budget = this.#budgets.get(key);
    if (budget === undefined || metadataOf(budget).deletedAt !== undefined) return;
    const { namespace } = metadataOf(budget);
    const pods = this.#pods.allIn(namespace).filter((pod) => isAbout(budget, pod));
    const status = budgetStatus(budget, { pods, wanted: this.#wanted(namespace, pods) }, this.#floor.clock.now());
    if (!sameJson(status, budget['status'] ?? null)) this.#floor.client.updateStatus(this.#kind, { ...budget, status });
  }

  /** The sizes of the ReplicaSets that manage the pods, or of the Deployments that manage those. */
  #wanted(namespace: string, pods: readonly JsonObject[]): BudgetedPods['wanted'] {
    const sizes = new Map<string, number>();
    for (const pod of pods) {
      const set = this.#managerOf(namespace, pod, this.#sets);
      const manager = set && (this.#managerOf(namespace, set, this.#deployments) ?? set);
      if (manager !== undefined) {
        sizes.set(metadataOf(manager).uid, new Fields(manager['spec']).whole('replicas') ?? 0);
      }
    }
    return sizes.size === 0 ? undefined : [...sizes.values()].reduce((sum, size) => sum + size, 0);
  }

  #managerOf(namespace: string, object: JsonObject, among: ObjectCache): JsonObject | undefined {
    const { controller } = metadataOf(object);
    const found = controller && among.get(`${namespace}/${controller.name}`);
    return found && metadataOf(found).uid === controller.uid ? found : undefined;
  }
}

/** Whether a pod is one that the budget selects; an empty selector selects all. */
function isAbout(budget: JsonObject, pod: JsonObject): boolean {
  const selector = new Fields(budget['spec']).object('selector');
  return selector !== undefined && fits(selector, metadataOf(pod).labels);
}
