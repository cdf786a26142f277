import type { ApiKind } from '../api/kind.ts';
import type { Floor } from './loop/floor.ts';

/** Who wants to know of every kind that is served. */
export interface KindFollower {
  /** A kind is there. Of kinds that are served in several versions, one is told. */
  follow(kind: ApiKind): void;
  /** A kind is served no more. */
  leave?(kind: ApiKind): void;
}

/**
 * Follows the kinds that are there, and those that CustomResourceDefinitions bring and take away. To be called before controllers are made that need
 * to know of them: a garbage collector that has not heard of a kind takes its objects for dead.
 *
 * @returns takes a follower in, and tells it of all kinds, now and later
 */
export function followKinds(floor: Floor): (follower: KindFollower) => void {
  const told = new Map<string, ApiKind>();
  const followers: KindFollower[] = [];
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
  return (follower) => {
    followers.push(follower);
    for (const kind of told.values()) follower.follow(kind);
  };
}
