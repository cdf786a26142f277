import { describe, expect, it } from 'vitest';
import { millisOf } from '../../../../src/core/instant.ts';
import type { JsonObject } from '../../../../src/core/json.ts';
import { defaultBehaviour } from '../../../../src/simulator/controllers/pods/default-behaviour.ts';

const behaviourOf = defaultBehaviour(millisOf(1000));

function behaviour(containers: readonly JsonObject[], spec: JsonObject = {}): unknown {
  return behaviourOf({ spec: { restartPolicy: 'Always', containers, ...spec } });
}

describe('what a pod does by default', () => {
  it.each(['repo/does-not-exist', 'nonexistent:1', 'web:invalid', 'unpullable', 'missing/web', 'web:1-error'])(
    'the image %s is never pulled',
    (image) => {
      expect(behaviour([{ name: 'main', image }])).toEqual({ kind: 'unpullable', container: 'main' });
    },
  );

  it('serves when started, if nothing else is said', () => {
    const image = 'error.example.com:5000/web:1';
    expect(behaviour([{ name: 'main', image }])).toEqual({ kind: 'serves', startMs: 1000, readyMs: 0, stopMs: 0 });
  });

  it('takes its probes and hooks one after the other', () => {
    const exec = (...command: string[]): JsonObject => ({ exec: { command } });
    const slow = {
      image: 'web:1',
      readinessProbe: { initialDelaySeconds: 2, ...exec('sleep', '1') },
      lifecycle: { postStart: exec('sh', '-c', 'sleep 3'), preStop: { sleep: { seconds: 4 } } },
    };
    expect(behaviour([slow, slow])).toEqual({ kind: 'serves', startMs: 1000, readyMs: 12_000, stopMs: 8000 });
  });

  it('crashes where its command is not there', () => {
    expect(behaviour([{ image: 'web:1', command: ['/no/such/command'] }])).toMatchObject({
      kind: 'crashes',
      reason: 'StartError',
      exitCode: 128,
      message: 'exec: "/no/such/command": stat /no/such/command: no such file or directory',
    });
  });

  it('ends as its commands say, when the last of them has', () => {
    const containers = [
      { image: 'job:1', command: ['sh', '-c'], args: ['sleep 2; exit 4'] },
      { image: 'job:1', command: ['sleep', '5'] },
    ];
    const initContainers = [{ image: 'job:1', command: ['sleep', '1'] }];
    expect(behaviour(containers, { restartPolicy: 'Never', initContainers })).toEqual({
      kind: 'ends',
      startMs: 2000,
      lengthMs: 5000,
      exitCode: 4,
    });
  });

  it('fails with its init containers', () => {
    const initContainers = [{ image: 'job:1', command: ['sh', '-c', 'exit 9'] }];
    const containers = [{ image: 'job:1', command: ['sleep', '5'] }];
    expect(behaviour(containers, { restartPolicy: 'Never', initContainers })).toMatchObject({
      kind: 'ends',
      exitCode: 9,
    });
  });
});
