import type { Scope } from '../../api/template.ts';

/** What a new template begins with. */
export function exampleOf(scope: Scope): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: ${scope === 'cluster' ? 'ClusterAnalysisTemplate' : 'AnalysisTemplate'}
metadata:
  name: success-rate
spec:
  args:
    - name: service
  metrics:
    - name: success-rate
      interval: 30s
      count: 5
      failureLimit: 1
      successCondition: result[0] >= 0.99
      provider:
        prometheus:
          address: http://prometheus.example.com:9090
          query: |
            sum(rate(http_requests_total{service="{{args.service}}",code!~"5.."}[2m]))
            / sum(rate(http_requests_total{service="{{args.service}}"}[2m]))
`;
}
