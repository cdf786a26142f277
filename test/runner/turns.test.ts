import { expect, it } from 'vitest';
import { backendOf } from '../../src/runner/backend-of.ts';
import { Turns } from '../../src/runner/turns.ts';
import { VirtualClock } from '../../src/simulator/virtual-clock.ts';

async function turns(limits: { readonly perBackend: number; readonly overall: number }) {
  const clock = new VirtualClock();
  const all = new Turns(limits);
  const begun: string[] = [];
  const givers = new Map<string, () => void>();
  return {
    begun,
    take: async (...looks: readonly string[]): Promise<void> => {
      for (const look of looks) {
        const [backend = ''] = look.split(' ');
        void all.take(backend).then((giveBack) => {
          begun.push(look);
          givers.set(look, giveBack);
        });
      }
      await clock.settle();
    },
    end: async (look: string): Promise<void> => {
      givers.get(look)?.();
      await clock.settle();
    },
  };
}

it('of one backend only so many looks are under way, and the others wait in line', async () => {
  const { take, end, begun } = await turns({ perBackend: 2, overall: 10 });
  await take('a 1', 'a 2', 'a 3', 'a 4', 'b 1');
  expect(begun).toEqual(['a 1', 'a 2', 'b 1']);
  await end('a 2');
  await end('a 1');
  expect(begun).toEqual(['a 1', 'a 2', 'b 1', 'a 3', 'a 4']);
});

it('where all turns are taken, the look that has waited longest is next, whatever its backend', async () => {
  const { take, end, begun } = await turns({ perBackend: 2, overall: 3 });
  await take('a 1', 'a 2', 'b 1', 'a 3', 'c 1', 'b 2');
  await end('b 1');
  expect(begun.slice(3)).toEqual(['c 1']);
  await end('a 1');
  await end('c 1');
  expect(begun.slice(4)).toEqual(['a 3', 'b 2']);
});

it.each<{ settings: { [name: string]: string }; backend: string }>([
  { settings: { url: 'https://user:pass@Shop.example:8443/a?b' }, backend: 'web shop.example:8443' },
  { settings: { url: 'http://shop.example' }, backend: 'web shop.example' },
  { settings: { address: 'http://prometheus:9090' }, backend: 'web prometheus:9090' },
  { settings: { url: 'temp-for-secret' }, backend: 'web ' },
  { settings: {}, backend: 'web' },
])('$settings is the backend "$backend"', ({ settings, backend }) => {
  expect(backendOf({ kind: 'web', isPlugin: false, config: settings })).toBe(backend);
});
