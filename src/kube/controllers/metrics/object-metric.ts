/** One series: its labels, and its value. */
export interface Row {
  /** What stands behind the metric's name, such as `_bucket`. */
  readonly suffix?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/**
 * A metric with series of each object. There may be a hundred thousand of them: they are made one after another while they are
 * read, so that other work gets its turn.
 */
export interface ObjectMetric {
  readonly name: string;
  readonly help: string;
  readonly type: 'gauge' | 'counter' | 'histogram';
  readonly rows: () => Iterable<Row>;
}

/** One series for each phase there is, at 1 for the one that holds. */
export function phaseRows(labels: Row['labels'], phases: readonly string[], current: string): readonly Row[] {
  return phases.map((phase) => ({ labels: { ...labels, phase }, value: phase === current ? 1 : 0 }));
}

/**
 * The lines of a metric.
 *
 * @see https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format
 */
export function* linesOf({ name, help, type, rows }: ObjectMetric): Generator<string> {
  yield `# HELP ${name} ${help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}\n# TYPE ${name} ${type}\n`;
  for (const { suffix = '', labels, value } of rows()) yield `${name}${suffix}{${worded(labels)}} ${value}\n`;
}

function worded(labels: Row['labels']): string {
  let text = '';
  for (const name in labels) text += `${text === '' ? '' : ','}${name}="${escaped(labels[name] ?? '')}"`;
  return text;
}

function escaped(value: string): string {
  // Nearly all values need nothing.
  if (!/[\\"\n]/.test(value)) return value;
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
