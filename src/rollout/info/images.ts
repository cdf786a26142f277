import { compareText } from '../../core/go/compare-text.ts';
import type { ExperimentInfo, ReplicaSetInfo, RolloutInfo } from './model.ts';

/** An image that runs, and what it runs as. */
export interface RunningImage {
  readonly image: string;
  /** Such as `canary`, `stable`, or `Σ:baseline` for a template of an Experiment. */
  readonly tags: readonly string[];
}

/** The images of a Rollout's pods and of its Experiments' pods, by name. */
export function rolloutImages({ replicaSets, experiments }: RolloutInfo): readonly RunningImage[] {
  return merged([...imagesOf(replicaSets, rolesOf), ...experiments.flatMap(experimentImages)]);
}

/** The images of an Experiment's pods, by name. */
export function experimentImages({ replicaSets }: ExperimentInfo): readonly RunningImage[] {
  return merged(imagesOf(replicaSets, ({ template }) => (template === '' ? [] : [`Σ:${template}`])));
}

/** The parts that a ReplicaSet plays, in the order in which they are told with its images. */
const IMAGE_ROLES = ['canary', 'stable', 'active', 'preview', 'ping', 'pong'] as const;

function rolesOf(set: ReplicaSetInfo): readonly string[] {
  return IMAGE_ROLES.filter((role) => set[role]);
}

function imagesOf(
  sets: readonly ReplicaSetInfo[],
  tagsOf: (set: ReplicaSetInfo) => readonly string[],
): readonly RunningImage[] {
  const running = sets.filter(({ replicas }) => replicas > 0);
  return running.flatMap((set) => set.images.map((image) => ({ image, tags: tagsOf(set) })));
}

/** One entry an image. Tags of one that runs in several places are put together and sorted. */
function merged(images: readonly RunningImage[]): readonly RunningImage[] {
  const tags = new Map<string, readonly string[]>();
  for (const { image, tags: more } of images) {
    const before = tags.get(image);
    tags.set(image, before === undefined ? more : [...new Set([...before, ...more])].sort(compareText));
  }
  return Array.from(tags, ([image, all]) => ({ image, tags: all })).sort((a, b) => compareText(a.image, b.image));
}
