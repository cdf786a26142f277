/** What a metric of a test's template says; everything is written as given. */
export interface TemplateMetric {
  readonly name?: string;
  readonly [field: string]: unknown;
}

/** A template as YAML takes it (JSON is YAML): one web metric for every one given, all asking the same address. */
export function webTemplate(
  url: string,
  metrics: readonly TemplateMetric[],
  more: Readonly<Record<string, unknown>> = {},
): string {
  return template(
    metrics.map(({ provider, ...metric }, index) => ({
      name: `m${index + 1}`,
      ...metric,
      provider: { web: { url, jsonPath: '{$.value}', ...(provider as object | undefined) } },
    })),
    more,
  );
}

/** A template with these metrics, as they are. */
export function template(metrics: readonly unknown[], more: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify(
    {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AnalysisTemplate',
      metadata: { name: 'checkout' },
      spec: { metrics, ...more },
    },
    null,
    2,
  );
}
