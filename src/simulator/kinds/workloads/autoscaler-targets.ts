import type { Fields } from '../../../rollout/reading/fields.ts';
import { items } from '../../../rollout/validate/parts.ts';
import { listText } from '../columns/list-text.ts';

const MOST_TARGETS = 2;

/** What an autoscaler measures and what it wishes for: `cpu: 20%/80%, 5/10 (avg)`; `<none>` without metrics. */
export function targetsText(autoscaler: Fields): string {
  const current = items(autoscaler.below('status'), 'currentMetrics');
  const texts = items(autoscaler.below('spec'), 'metrics').map((metric, index) => targetText(metric, current[index]));
  return texts.length === 0 ? '<none>' : listText(texts, MOST_TARGETS, ', ');
}

/** The member of a metric that its type names. */
const SOURCES: ReadonlyMap<string, string> = new Map([
  ['External', 'external'],
  ['Pods', 'pods'],
  ['Object', 'object'],
  ['Resource', 'resource'],
  ['ContainerResource', 'containerResource'],
]);

function targetText(metric: Fields, status: Fields | undefined): string {
  const member = SOURCES.get(metric.text('type'));
  if (member === undefined) return '<unknown type>';
  const source = metric.below(member);
  const target = source.below('target');
  const current = status?.has(member) === true ? status.below(member).below('current') : undefined;
  const average = amountText(current, 'averageValue');
  if (member === 'pods') return `${average}/${target.text('averageValue')}`;
  if (member === 'external' || member === 'object') {
    if (target.has('averageValue')) return `${average}/${target.text('averageValue')} (avg)`;
    return `${amountText(current, 'value')}/${target.text('value')}`;
  }
  if (target.has('averageValue')) return `${source.text('name')}: ${average}/${target.text('averageValue')}`;
  const wished = percentText(target, '<auto>');
  return `${source.text('name')}: ${percentText(current, '<unknown>')}/${wished}`;
}

function amountText(current: Fields | undefined, member: string): string {
  return current?.has(member) === true ? current.text(member) : '<unknown>';
}

function percentText(fields: Fields | undefined, otherwise: string): string {
  const percent = fields?.whole('averageUtilization');
  return percent === undefined ? otherwise : `${percent}%`;
}
