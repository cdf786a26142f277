import { expect, it } from 'vitest';
import { readDocuments } from '../../src/resources/read-documents.ts';

it.each([
  { given: '{query: "avg:x{*}"}', then: { apiVersion: 'v1', interval: '5m' } },
  { given: '{query: "avg:x{*}", apiVersion: v2, interval: 10m}', then: { apiVersion: 'v2', interval: '10m' } },
])('Datadog settings $given get the defaults of the API server', ({ given, then }) => {
  const text = `
apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata: {name: t}
spec:
  metrics:
  - name: m
    provider: {datadog: ${given}}
`;
  const [document] = readDocuments([{ name: 't.yaml', text }]).documents;
  expect(document?.spec.metrics?.[0]?.provider).toMatchObject({ datadog: then });
});
