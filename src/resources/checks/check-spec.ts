import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import { itemPath, memberPath } from '../path.ts';
import { placeOf } from '../reading/located.ts';
import type { Report } from '../reading/report.ts';
import { checkMetric, type SyntaxCheck, soundParts } from './check-metric.ts';
import { checkPlaceholders } from './check-placeholders.ts';

/** Which spec is checked, and with what. */
export interface SpecCheck {
  readonly kind: 'template' | 'run';
  readonly checkSyntax?: SyntaxCheck | undefined;
}

/** Checks what a schema cannot say of the spec of a template or run. Parts of a wrong type are passed over: those were told. */
export function checkSpec(spec: JsonObject, { kind, checkSyntax }: SpecCheck, report: Report): void {
  const metrics = objectsAt(spec, 'metrics');
  const names = objectsAt(spec, 'args').flatMap(({ json }) => (typeof json['name'] === 'string' ? [json['name']] : []));
  for (const { json, path } of metrics) {
    checkMetric(soundParts(json), path, report, checkSyntax);
    checkPlaceholders(json, path, { names, isComplete: kind === 'run' }, report);
  }
  for (const { list, member, what, severity } of NAMED) {
    tellRepeats({ items: objectsAt(spec, list), member, what, severity }, report);
  }
  tellNoMetrics(spec, metrics.length, kind, report);
}

interface Item {
  readonly json: JsonObject;
  readonly path: string;
}

function objectsAt(spec: JsonObject, name: string): readonly Item[] {
  const list = Object.hasOwn(spec, name) ? spec[name] : undefined;
  if (!Array.isArray(list)) return [];
  return list.flatMap((json: Json, index) =>
    isJsonObject(json) ? [{ json, path: itemPath(memberPath('spec', name), index) }] : [],
  );
}

/** Lists in which a name stands once. Of two arguments with one name upstream takes one, if they agree. */
const NAMED = [
  { list: 'metrics', member: 'name', what: 'metrics', severity: 'error' },
  { list: 'args', member: 'name', what: 'arguments', severity: 'warning' },
  { list: 'dryRun', member: 'metricName', what: 'Dry-Run metric rules', severity: 'error' },
  { list: 'measurementRetention', member: 'metricName', what: 'Measurement Retention metric rules', severity: 'error' },
] as const;

interface Names {
  readonly items: readonly Item[];
  readonly member: string;
  readonly what: string;
  readonly severity: 'error' | 'warning';
}

function tellRepeats({ items, member, what, severity }: Names, report: Report): void {
  const first = new Map<Json, string>();
  for (const { json, path } of items) {
    const name = json[member];
    if (typeof name !== 'string') continue;
    const earlier = first.get(name);
    if (earlier === undefined) {
      first.set(name, path);
      continue;
    }
    const { line } = placeOf(report.located, memberPath(earlier, member), 'value');
    const sentence = `two ${what} have the same name '${name}'; the other is in line ${line}`;
    const found = `the name "${name}" again`;
    report.add({ severity, path: memberPath(path, member), found, expected: 'another name', sentence });
  }
}

function tellNoMetrics(spec: JsonObject, count: number, kind: SpecCheck['kind'], report: Report): void {
  const isSupplied = kind === 'template' && objectsAt(spec, 'templates').length > 0;
  if (count > 0 || isSupplied || (Object.hasOwn(spec, 'metrics') && !Array.isArray(spec['metrics']))) return;
  const severity = kind === 'run' ? 'error' : 'warning';
  report.add({
    severity,
    path: 'spec.metrics',
    at: 'key',
    expected: 'at least one metric',
    sentence: 'no metrics specified',
  });
}
