import { describe, it } from 'vitest';
import { type ProviderSubject, providerContract } from '../../src/testing.ts';
import { datadogV1, datadogV2 } from './subjects/datadog.ts';
import { jobSubject } from './subjects/job.ts';
import { newRelicSubject } from './subjects/new-relic.ts';
import { prometheusSubject } from './subjects/prometheus.ts';
import { webSubject } from './subjects/web.ts';

const SUBJECTS: Readonly<Record<string, ProviderSubject>> = {
  prometheus: prometheusSubject,
  web: webSubject,
  job: jobSubject,
  'datadog v1': datadogV1,
  'datadog v2': datadogV2,
  newRelic: newRelicSubject,
};

describe.each(Object.entries(SUBJECTS))('%s keeps the contract of providers: it', (_, subject) => {
  it.each(providerContract(subject))('$name', ({ run }) => run());
});
