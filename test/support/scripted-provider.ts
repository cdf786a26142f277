import { type Clock, waitUntil } from '../../src/core/clock.ts';
import { Fault } from '../../src/core/fault.ts';
import { after, type Millis, millisOf } from '../../src/core/instant.ts';
import type { Reading } from '../../src/core/reading.ts';
import type { Value } from '../../src/core/value.ts';
import type { Http } from '../../src/providers/http/http.ts';
import type { InFlight, Provider } from '../../src/providers/provider.ts';
import type { Metric, ReadySpec } from '../../src/resources/analysis-spec.ts';
import type { Deps } from '../../src/runner/deps.ts';
import type { Resolved } from '../../src/template/resolved.ts';

/** One answer of a made-up backend: a value, an error, or a job that is under way for some looks. */
export type Scripted =
  | { readonly value: Value; readonly took?: Millis }
  | { readonly error: string; readonly took?: Millis }
  | { readonly pendingFor: number; readonly phase: 'Successful' | 'Failed' };

/** A made-up backend that remembers what it was asked. Answers come in order, the last one repeats. It knows jobs only where an answer is one. */
export interface Script {
  readonly provider: Provider;
  /** `metric number operation`, in the order asked. */
  readonly asked: readonly string[];
}

export function scripted(answers: Readonly<Record<string, readonly Scripted[]>>, clock: Clock): Script {
  const asked: string[] = [];
  const measure: Provider['measure'] = async (_config, { metric, signal }) => {
    asked.push(`${metric.name} ${metric.number} start`);
    const script = answers[metric.name] ?? [];
    const answer = script[Math.min(metric.number, script.length) - 1] ?? { value: 1 };
    if ('pendingFor' in answer) return pending(answer, 1);
    if (answer.took !== undefined) await waitUntil(clock, after(clock.now(), answer.took), signal);
    if ('error' in answer) throw new Fault('PROVIDER_UNREACHABLE', answer.error);
    return { kind: 'value', value: answer.value, text: JSON.stringify(answer.value) };
  };
  const hasJobs = Object.values(answers).some((script) => script.some((answer) => 'pendingFor' in answer));
  const provider: Provider = {
    kind: 'scripted',
    type: 'Scripted',
    parse: (raw) => raw,
    measure,
    ...(hasJobs && { inFlight: jobs() }),
  };
  return { provider, asked };

  function jobs(): InFlight<unknown> {
    return {
      resume: async (_config, { metric }, { metadata }) => {
        asked.push(`${metric.name} ${metric.number} resume`);
        const looks = Number(metadata['looks'] ?? 0);
        const answer: Scripted = {
          pendingFor: Number(metadata['of'] ?? 0),
          phase: metadata['phase'] === 'Failed' ? 'Failed' : 'Successful',
        };
        return looks >= answer.pendingFor ? { kind: 'judged', phase: answer.phase } : pending(answer, looks + 1);
      },
      terminate: async (_config, { metric }) => {
        asked.push(`${metric.name} ${metric.number} terminate`);
        return { kind: 'judged', phase: 'Inconclusive' };
      },
    };
  }

  function pending(
    { pendingFor, phase }: { pendingFor: number; phase: 'Successful' | 'Failed' },
    looks: number,
  ): Reading {
    const metadata = { looks: String(looks), of: String(pendingFor), phase };
    return { kind: 'pending', resumeAt: after(clock.now(), millisOf(5_000)), metadata };
  }
}

const OFFLINE: Http = {
  send: () => Promise.reject(new Fault('PROVIDER_UNREACHABLE', 'this test has no network')),
};

/** Everything a run needs, with this provider and clock and nothing of the world. */
export function depsOf(clock: Clock, provider: Provider): Deps {
  return {
    clock,
    providers: new Map([[provider.kind, provider]]),
    http: OFFLINE,
    env: () => undefined,
    secret: () => Promise.resolve(undefined),
    elapsed: () => clock.now(),
  };
}

/** A spec that needs no resolving. */
export function resolvedFrom(spec: ReadySpec): Resolved {
  return {
    spec,
    opened: (name) => openedMetric(spec.metrics.find((one) => one.name === name)),
    redact: (text) => text,
  };
}

function openedMetric(metric: Metric | undefined): ReturnType<Resolved['opened']> {
  if (metric === undefined) return {};
  const { name, successCondition, failureCondition, provider } = metric;
  return { name, successCondition, failureCondition, provider: { [provider.kind]: provider.config } };
}
