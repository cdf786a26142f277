import { describe, expect, it } from 'vitest';
import { joinPlugin } from '../../../src/providers/plugins/join-plugin.ts';
import { definePlugin } from '../../../src/providers/plugins/plugin.ts';
import type { Provider } from '../../../src/providers/provider.ts';

const provider = (kind: string): Provider => ({
  kind,
  type: kind,
  parse: (raw) => raw,
  measure: async () => ({ kind: 'judged', phase: 'Successful' }),
});

const known = new Map([['web', provider('web')]]);

describe('the providers of a plugin', () => {
  it('stand beside the known ones, which stay as they are', () => {
    const joined = joinPlugin(known, definePlugin({ apiVersion: 1, providers: [provider('graphite')] }), 'g');
    expect([...joined.keys()]).toEqual(['web', 'graphite']);
    expect([...known.keys()]).toEqual(['web']);
  });

  it.each([['web'], ['twice', 'twice']])('do not take the place of another: %s', (...kinds) => {
    const plugin = definePlugin({ apiVersion: 1, providers: kinds.map(provider) });
    expect(() => joinPlugin(known, plugin, './mine')).toThrow(
      `plugin './mine': the provider '${kinds[0]}' exists already`,
    );
  });
});
