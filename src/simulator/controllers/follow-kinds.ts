import type { ApiKind } from '../api/kind.ts';
import type { Floor } from './loop/floor.ts';

/** Who wants to know of every kind that is served. */
export interface KindFollower {
  /** A kind is there. Of kinds that are served in several versions, one is told. */
  follow(kind: ApiKind): void;
  /** A kind is served no more. */
  leave?(kind: ApiKind): void;
}

/** Tells followers of the kinds that are there, and of those that CustomResourceDefinitions bring and take away. */
export function followKinds(floor: Floor, followers: readonly KindFollower[]): void {
  const told = new Map<string, ApiKind>();
  const update = (): void => {
    const served = new Map(floor.api.kinds().map((kind) => [`${kind.group}/${kind.plural}`, kind]));
    for (const [name, kind] of told) {
      if (served.has(name)) continue;
      told.delete(name);
      for (const follower of followers) follower.leave?.(kind);
      floor.drop(kind);
    }
    for (const [name, kind] of served) {
      if (told.has(name)) continue;
      told.set(name, kind);
      for (const follower of followers) follower.follow(kind);
    }
  };
  update();
  const bench = floor.register(update);
  floor.cacheOf(floor.kind('apiextensions.k8s.io', 'CustomResourceDefinition')).hear(() => bench.add('kinds'));
}
