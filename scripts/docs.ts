/**
 * Writes what README.md and the pages in docs/ take from the code: docs/errors.md, the tables of fields in providers.md and templates.md, the options in
 * controller.md, the metrics in service-metrics.md, and the recordings of `verdict demo`.
 * With `--check` nothing is written: it exits 1 when a page is not in step with the code.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ArgumentSchema } from '../src/resources/schema/argument.ts';
import { AuthenticationSchema } from '../src/resources/schema/authentication.ts';
import { MetricSchema } from '../src/resources/schema/metric.ts';
import { DatadogSchema } from '../src/resources/schema/providers/datadog.ts';
import { GraphiteSchema } from '../src/resources/schema/providers/graphite.ts';
import { JobSchema } from '../src/resources/schema/providers/job.ts';
import { NewRelicSchema } from '../src/resources/schema/providers/new-relic.ts';
import { PrometheusSchema } from '../src/resources/schema/providers/prometheus.ts';
import { WebSchema } from '../src/resources/schema/providers/web.ts';
import { TemplateSpecSchema } from '../src/resources/schema/template-spec.ts';
import { TlsSchema } from '../src/resources/schema/tls.ts';
import { ServiceConfigSchema } from '../src/service/config/schema/service-config.ts';
import { fillBlocks } from './docs/blocks.ts';
import { demoBlocks } from './docs/demo-blocks.ts';
import { errorsPage } from './docs/errors-page.ts';
import { fieldTable } from './docs/field-table.ts';
import { flagTables } from './docs/flag-table.ts';
import { openApiText } from './docs/open-api.ts';
import { serviceMetricsTable } from './docs/service-metrics-table.ts';

const ROOT = join(import.meta.dirname, '..');
const SHARED = ['authentication', 'headers', 'tls'];

const BLOCKS: ReadonlyMap<string, () => string> = new Map([
  ['template', () => fieldTable(TemplateSpecSchema, ['metrics', 'args'])],
  ['metric', () => fieldTable(MetricSchema, ['provider'])],
  ['argument', () => fieldTable(ArgumentSchema)],
  ['prometheus', () => fieldTable(PrometheusSchema, SHARED)],
  ['web', () => fieldTable(WebSchema, SHARED)],
  ['datadog', () => fieldTable(DatadogSchema, SHARED)],
  ['new-relic', () => fieldTable(NewRelicSchema, SHARED)],
  ['job', () => fieldTable(JobSchema, SHARED)],
  ['graphite', () => fieldTable(GraphiteSchema, SHARED)],
  ['authentication', () => fieldTable(AuthenticationSchema)],
  ['tls', () => fieldTable(TlsSchema)],
  ['controller-flags', flagTables],
  ['service-metrics', serviceMetricsTable],
  ['service-config', () => fieldTable(ServiceConfigSchema)],
  ...(await demoBlocks()),
]);

const openApi = await openApiText();
const filled = (now: string): string => fillBlocks(now, BLOCKS);

const PAGES: readonly (readonly [name: string, make: (now: string) => string])[] = [
  ['README.md', filled],
  ['docs/controller.md', filled],
  ['docs/demo.md', filled],
  ['docs/errors.md', errorsPage],
  ['docs/openapi.json', () => openApi],
  ['docs/providers.md', filled],
  ['docs/service-configuration.md', filled],
  ['docs/service-metrics.md', filled],
  ['docs/templates.md', filled],
];

const isCheck = process.argv.includes('--check');
const stale = PAGES.filter(([name, make]) => {
  const now = textOf(name);
  const wanted = make(now);
  if (now === wanted) return false;
  if (!isCheck) writeFileSync(join(ROOT, name), wanted);
  return true;
}).map(([name]) => name);

if (stale.length === 0) console.log('docs are in step with the code');
else if (isCheck) console.error(`not in step with the code: ${stale.join(', ')}. Run: node scripts/docs.ts`);
else console.log(`written: ${stale.join(', ')}`);
process.exitCode = isCheck && stale.length > 0 ? 1 : 0;

function textOf(page: string): string {
  try {
    return readFileSync(join(ROOT, page), 'utf8');
  } catch {
    return '';
  }
}
