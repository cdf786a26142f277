import type { Instant } from '../../core/instant.ts';
import { experimentImages, type RunningImage, rolloutImages } from '../../rollout/info/images.ts';
import type { ExperimentInfo, RolloutInfo } from '../../rollout/info/model.ts';
import { printable, printableLines } from '../terminal/printable.ts';
import { colourOf } from './colour-of.ts';
import { experimentNode, rolloutNode } from './nodes.ts';
import type { Tint } from './tint.ts';
import { statusText, treeText } from './tree-text.ts';

const LABEL_WIDTH = 17;

/** All that `get rollout` prints. @see reference/interfaces.md §3.6 */
export function rolloutText(info: RolloutInfo, now: Instant, tint: Tint): string {
  const lines = [
    ...opening(info, tint),
    line('Strategy:', info.strategy),
    ...(info.strategy === 'Canary' ? canaryLines(info) : []),
    ...imageLines(rolloutImages(info), tint),
    'Replicas:\n',
    line('  Desired:', info.desired),
    line('  Current:', info.current),
    line('  Updated:', info.updated),
    line('  Ready:', info.ready),
    line('  Available:', info.available),
  ];
  return `${lines.join('')}\n${treeText(rolloutNode(info, now), tint)}`;
}

/** All that `get experiment` prints. @see reference/interfaces.md §3.7 */
export function experimentText(info: ExperimentInfo, now: Instant, tint: Tint): string {
  const lines = [...opening(info, tint), ...imageLines(experimentImages(info), tint)];
  return `${lines.join('')}\n${treeText(experimentNode(info, now), tint)}`;
}

function opening(info: RolloutInfo | ExperimentInfo, tint: Tint): readonly string[] {
  return [
    line('Name:', printable(info.objectMeta.name)),
    line('Namespace:', printable(info.objectMeta.namespace)),
    line('Status:', statusText({ icon: info.icon, word: printable(info.status) }, tint)),
    // A message may have several lines, as those of webhooks do.
    ...(info.message === '' ? [] : [line('Message:', printableLines(info.message).join('\n'))]),
  ];
}

function canaryLines({ step, setWeight, actualWeight }: RolloutInfo): readonly string[] {
  return [line('  Step:', step), line('  SetWeight:', setWeight), line('  ActualWeight:', actualWeight)];
}

function imageLines(images: readonly RunningImage[], tint: Tint): readonly string[] {
  return images.map((image, index) => line(index === 0 ? 'Images:' : '', imageText(image, tint)));
}

function imageText({ image, tags }: RunningImage, tint: Tint): string {
  const told = tags.map((tag) => tint(colourOf(tag), printable(tag))).join(', ');
  return told === '' ? printable(image) : `${printable(image)} (${told})`;
}

function line(label: string, value: string | number): string {
  return `${label.padEnd(LABEL_WIDTH)}${value}\n`;
}
