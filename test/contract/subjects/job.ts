import { jobProvider } from '../../../src/providers/job/job.ts';
import { LONG_AGO, type ProviderSubject } from '../../../src/testing.ts';
import { JobsInMemory } from '../../support/jobs-in-memory.ts';

const container = {
  name: 'test',
  image: 'busybox',
  command: ['sh', '-c', 'exit 0'],
  env: [{ name: 'T', value: 's3cret' }],
};
const spec = { template: { spec: { restartPolicy: 'Never', containers: [container] } } };

const jobs = new JobsInMemory(() => LONG_AGO, ['default']);

/** Jobs of a cluster in memory: it is not asked over HTTP. */
export const jobSubject: ProviderSubject = {
  provider: jobProvider(async () => jobs),
  settings: () => ({ spec }),
  wrong: [
    { field: 'job.spec', settings: {} },
    { field: 'job.metadata', settings: { spec, metadata: 's3cret' } },
    { field: 'job.metadata.labels', settings: { spec, metadata: { labels: { a: 5 } } } },
  ],
  secretTexts: ['s3cret'],
};
