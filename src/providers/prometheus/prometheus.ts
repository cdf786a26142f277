import { formatShortest } from '../../core/go/float.ts';
import type { Reading } from '../../core/reading.ts';
import { withBasicAuth } from '../auth/basic-auth.ts';
import type { KeptTokens } from '../auth/kept-tokens.ts';
import { withOAuth2 } from '../auth/oauth2.ts';
import { withHeaders } from '../auth/set-header.ts';
import { awsChain, type CredentialSource, withSigV4 } from '../auth/sigv4.ts';
import { timeLimit } from '../http/deadline.ts';
import type { Http } from '../http/http.ts';
import type { Provider, Scope } from '../provider.ts';
import { ask, type QueryAnswer } from './ask.ts';
import { type PrometheusConfig, parsePrometheusConfig } from './prometheus-config.ts';
import { questionOf } from './question.ts';
import { readSamples } from './samples.ts';

/** Whose AWS credentials a look signs with. */
export type AwsCredentialsOf = (scope: Scope) => CredentialSource;

/** What it needs of the outside beyond the scope of a look. */
export interface PrometheusParts {
  /** Default: AWS' own chain. */
  readonly awsCredentials?: AwsCredentialsOf;
  /** Where tokens are kept for other looks; absent: each look fetches its own. */
  readonly tokens?: KeptTokens;
}

/** Prometheus' query API, for a moment or a range (providers.md §2). */
export function prometheusProvider(parts: PrometheusParts): Provider<PrometheusConfig> {
  return {
    kind: 'prometheus',
    type: 'Prometheus',
    parse: parsePrometheusConfig,
    async measure(config, scope) {
      const question = questionOf(config, scope.now, scope.patience?.());
      // One limit for all requests of the look: a token, the question, and the question once more as a GET.
      const limit = timeLimit(config.timeout, scope.signal);
      try {
        const sending = { timeoutMs: config.timeout, tls: config.tls, signal: limit.signal };
        const http = layered(scope, config, parts);
        return readingOf(await ask(http, config.address, question, sending));
      } finally {
        limit.done();
      }
    },
    describe({ query }) {
      return query === '' ? {} : { ResolvedPrometheusQuery: query };
    },
  };
}

/** It, with AWS' own chain of credentials and a token for each look. */
export const prometheus: Provider<PrometheusConfig> = prometheusProvider({});

/** From the network outwards: an outer layer sees less of a request and cannot undo what an inner one sets. */
function layered(scope: Scope, config: PrometheusConfig, { awsCredentials, tokens }: PrometheusParts): Http {
  const { headers, basicAuth, sigv4, oauth2 } = config;
  const layers = [
    withHeaders(headers),
    basicAuth && withBasicAuth(basicAuth),
    sigv4 && withSigV4(sigv4, scope.now, awsCredentials?.(scope) ?? awsChain),
    oauth2 &&
      withOAuth2(oauth2, tokens && { tokens, now: scope.now, inner: [headers, basicAuth ?? null, sigv4 ?? null] }),
  ];
  return layers.reduce<Http>((inner, layer) => layer?.(inner) ?? inner, scope.http);
}

function readingOf({ data, warnings }: QueryAnswer): Reading {
  const samples = readSamples(data);
  const shown = warnings.map((warning) => `"${warning}"`).join(', ');
  return {
    kind: 'value',
    value: samples.kind === 'scalar' ? samples.value : samples.values,
    text: samples.kind === 'scalar' ? formatShortest(samples.value) : listText(samples.values),
    ...(shown === '' ? {} : { metadata: { warnings: shown } }),
  };
}

function listText(values: Float64Array): string {
  return `[${Array.from(values, formatShortest).join(',')}]`;
}
