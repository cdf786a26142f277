import { createHash } from 'node:crypto';
import { perObject } from '../../../core/per-object.ts';
import type { RawMetric } from '../../../resources/schema/metric.ts';
import type { RunSpec } from '../../../resources/schema/run-spec.ts';
import { resolve } from '../../../template/resolve.ts';
import type { Resolved } from '../../../template/resolved.ts';
import { secretNames } from '../../../template/secrets.ts';

/** A spec that runs alike have in common. */
export interface SharedSpec {
  readonly spec: RunSpec;
  /** With its arguments filled in, once for all; absent where Secrets have a part, which may change. */
  readonly resolved?: () => Resolved;
  /** To be called once the run is over. */
  release(): void;
}

interface Counted<T> {
  readonly shared: T;
  users: number;
}

/**
 * Keeps what is equal in the specs of many runs once: metrics of one template, and all of runs with the same arguments. Thousands of
 * runs of a few templates then cost little more than their own state.
 */
export class SharedSpecs {
  readonly #metrics = new Map<string, Counted<RawMetric>>();
  readonly #specs = new Map<string, Counted<Omit<SharedSpec, 'release'>>>();

  take(spec: RunSpec): SharedSpec {
    const key = keyOf(spec);
    const known = this.#specs.get(key) ?? this.#add(key, spec);
    known.users += 1;
    return { ...known.shared, release: () => this.#release(key) };
  }

  #add(key: string, spec: RunSpec): Counted<Omit<SharedSpec, 'release'>> {
    const lean = { ...spec, metrics: spec.metrics.map((metric) => this.#takeMetric(metric)) };
    const hasSecrets = secretNames(spec).length > 0;
    let resolved: Resolved | undefined;
    const resolvedOnce = (): Resolved => (resolved ??= resolve(lean, new Map()));
    const shared = { spec: lean, ...(!hasSecrets && { resolved: resolvedOnce }) };
    const counted = { shared, users: 0 };
    this.#specs.set(key, counted);
    return counted;
  }

  #takeMetric(metric: RawMetric): RawMetric {
    const key = metricKey(metric);
    const known = this.#metrics.get(key) ?? { shared: metric, users: 0 };
    known.users += 1;
    this.#metrics.set(key, known);
    return known.shared;
  }

  #release(key: string): void {
    const known = this.#specs.get(key);
    if (known === undefined) return;
    known.users -= 1;
    if (known.users > 0) return;
    this.#specs.delete(key);
    for (const metric of known.shared.spec.metrics) release(this.#metrics, metricKey(metric));
  }
}

function release<T>(counts: Map<string, Counted<T>>, key: string): void {
  const known = counts.get(key);
  if (known === undefined) return;
  known.users -= 1;
  if (known.users <= 0) counts.delete(key);
}

const metricKey = perObject((metric: RawMetric) => hashOf(JSON.stringify(metric)));

function keyOf({ metrics, ...rest }: RunSpec): string {
  return hashOf(JSON.stringify([metrics.map(metricKey), rest]));
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
