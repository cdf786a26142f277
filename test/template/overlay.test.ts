import { describe, expect, it } from 'vitest';
import type { RawArgument } from '../../src/resources/schema/argument.ts';
import type { TemplateSpec } from '../../src/resources/schema/template-spec.ts';
import { collect } from '../../src/template/collect.ts';
import { flatten } from '../../src/template/flatten.ts';
import { type Caller, overlay } from '../../src/template/overlay.ts';
import { metric, refs, templates, values } from './templates.ts';

/** The spec of a run from these templates, in the order in which they are written. */
function runOf(specs: Readonly<Record<string, TemplateSpec>>, caller: Caller = {}) {
  return overlay(flatten(collect(refs(...Object.keys(specs)), templates(specs))), caller);
}

const secret: RawArgument = { name: 'x', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } };

describe('several templates', () => {
  it('become one, those of the cluster last', () => {
    const run = runOf({
      'c:c': { metrics: [metric('c')], dryRun: [{ metricName: 'c' }] },
      a: { metrics: [metric('a')], dryRun: [{ metricName: 'a' }] },
      b: { metrics: [metric('b')], measurementRetention: [{ metricName: 'b', limit: 1 }] },
    });
    expect(run).toEqual({
      metrics: [metric('a'), metric('b'), metric('c')],
      dryRun: [{ metricName: 'a' }, { metricName: 'c' }],
      measurementRetention: [{ metricName: 'b', limit: 1 }],
    });
  });

  it.each<{ earlier: RawArgument; later: RawArgument; becomes: RawArgument }>([
    { earlier: { name: 'x', value: '1' }, later: { name: 'x', value: '1' }, becomes: { name: 'x', value: '1' } },
    { earlier: { name: 'x', value: '1' }, later: { name: 'x' }, becomes: { name: 'x', value: '1' } },
    { earlier: { name: 'x', value: '1' }, later: secret, becomes: { name: 'x', value: '1' } },
    { earlier: { name: 'x' }, later: { name: 'x', value: '2' }, becomes: { name: 'x', value: '2' } },
    { earlier: secret, later: { name: 'x', value: '2' }, becomes: { name: 'x', value: '2' } },
  ])('agree on $earlier and $later', ({ earlier, later, becomes }) => {
    expect(runOf({ a: { args: [earlier] }, b: { args: [later] } }).args).toEqual([becomes]);
  });
});

describe('whoever starts a run', () => {
  it('gives values, in the order in which templates declare them; what is not declared is dropped', () => {
    const args = [{ name: 'z', value: '1' }, { name: 'a' }];
    expect(runOf({ t: { args } }, { args: values({ a: 'A', other: 'x', z: 'Z' }) }).args).toEqual(
      values({ z: 'Z', a: 'A' }),
    );
  });

  it('does not erase a reference to a secret', () => {
    expect(runOf({ t: { args: [secret] } }, { args: values({ x: 'mine' }) }).args).toEqual([
      { ...secret, value: 'mine' },
    ]);
  });

  it('puts rules before those of the templates', () => {
    const run = runOf(
      { t: { dryRun: [{ metricName: 'a' }], measurementRetention: [{ metricName: 'a', limit: 1 }] } },
      { dryRun: [{ metricName: 'b' }], measurementRetention: [{ metricName: 'b', limit: 2 }] },
    );
    expect(run.dryRun).toEqual([{ metricName: 'b' }, { metricName: 'a' }]);
    expect(run.measurementRetention?.map(({ limit }) => limit)).toEqual([2, 1]);
  });
});

describe('templates that do not fit together', () => {
  it.each<{ specs: Readonly<Record<string, TemplateSpec>>; caller?: Caller; message: string }>([
    {
      specs: {
        a: { metrics: [metric('m')] },
        b: { metrics: [metric('m')], dryRun: [{ metricName: 'm' }, { metricName: 'm' }] },
      },
      message: "two metrics have the same name 'm'",
    },
    {
      specs: { a: { dryRun: [{ metricName: 'm' }, { metricName: 'm' }] } },
      message: "two Dry-Run metric rules have the same name 'm'",
    },
    {
      specs: { a: { measurementRetention: [{ metricName: 'm', limit: 1 }] } },
      caller: { measurementRetention: [{ metricName: 'm', limit: 1 }] },
      message: "two Measurement Retention metric rules have the same name 'm'",
    },
    {
      specs: { a: { args: values({ x: '1' }) }, b: { args: values({ x: '2' }) } },
      caller: { args: values({ x: '3' }) },
      message: "Argument `x` specified multiple times with different values: '1', '2'",
    },
    { specs: { a: { args: [secret] }, b: { args: [{ name: 'x' }] } }, message: 'args.x was not resolved' },
  ])('are refused: $message', ({ specs, caller, message }) => {
    expect(() => runOf(specs, caller)).toThrow(expect.objectContaining({ code: 'TEMPLATE_INVALID', message }));
  });
});
