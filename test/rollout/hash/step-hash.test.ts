import { describe, expect, it } from 'vitest';
import { type PartlyParsed, parseKeeping } from '../../../src/rollout/hash/json-text.ts';
import { currentStepHash, isPluginConfig, stepsJson } from '../../../src/rollout/hash/step-hash.ts';

describe('the hash of steps (rollout.md §5.2)', () => {
  it.each<[steps: PartlyParsed | undefined, hash: string]>([
    [undefined, '5ffbfbbd64'],
    [[{ pause: {} }], '6b9b86fbd5'],
    [[{ pause: {} }, { pause: {} }], '79c9b9f6bf'],
    [[{ setWeight: 10 }], '54b5fccf74'],
    [[{ setWeight: 20 }, { pause: {} }], '54649b9f5c'],
    [[{ setWeight: 50 }, { pause: { duration: '3s' } }], '77fbc56786'],
  ])('of %j is %s', (steps, hash) => {
    expect(currentStepHash(steps)).toBe(hash);
  });

  it('depends on how a duration is spelt', () => {
    expect(currentStepHash([{ pause: { duration: 10 } }])).not.toBe(currentStepHash([{ pause: { duration: '10s' } }]));
  });

  it('writes what Go always writes', () => {
    const steps = [{ experiment: { templates: [{ name: 'a', specRef: 'stable' }] } }];
    expect(stepsJson(steps)).toBe(
      '[{"experiment":{"templates":[{"name":"a","specRef":"stable","metadata":{}}],"analysisRunMetadata":{}}}]',
    );
  });

  it('takes the settings of a plugin as they were spelt, where they were kept', () => {
    const text = '{"steps": [{"plugin": {"name": "p", "config": {"b": 1.0, "10": 1e2, "2": "\\u00e9 < \u2028"}}}]}';
    const read = parseKeeping(text, isPluginConfig);
    const { steps } = Object(read);
    expect(stepsJson(steps)).toBe(
      '[{"plugin":{"name":"p","config":{"b":1.0,"10":1e2,"2":"\\u00e9 \\u003c \\u2028"}}}]',
    );
  });

  it('spells them as the Kubernetes API does, where they were parsed', () => {
    const steps = [{ plugin: { name: 'p', config: { b: [null, 1, '<'], a: { y: 1e22, x: 0.5 } } } }];
    expect(stepsJson(steps)).toBe(
      '[{"plugin":{"name":"p","config":{"a":{"x":0.5,"y":1e+22},"b":[null,1,"\\u003c"]}}}]',
    );
  });
});

describe('JSON of which parts are kept as they are spelt', () => {
  it.each(['null', '"a\\"b,[{"', '[]', '{}', '[1,[true,{"a":[{}]}],"x"]', ' { "a" : { "b" : [ 1 , 2 ] } } '])(
    'reads %s as JSON.parse does, where nothing is kept',
    (text) => {
      expect(parseKeeping(text, () => false)).toEqual(JSON.parse(text));
    },
  );

  it('refuses what is no JSON', () => {
    expect(() => parseKeeping('{"a":1,}', () => false)).toThrow(SyntaxError);
  });
});
