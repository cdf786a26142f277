import { expect, it } from 'vitest';
import { imageHolder, setImage } from '../../../src/rollout/commands/set-image.ts';
import { shopRollout } from '../../support/shop.ts';

const ON = { kind: 'Rollout', name: 'web' } as const;

const ROLLOUT = shopRollout({
  spec: {
    template: {
      metadata: { labels: { app: 'web' } },
      spec: {
        serviceAccountName: 'web',
        initContainers: [{ name: 'init', image: 'init:1' }],
        containers: [
          { name: 'main', image: 'web:1' },
          { name: 'side', image: 'side:1' },
        ],
      },
    },
  },
});

it.each([
  { container: 'main', images: ['init:1', 'new:2', 'side:1'] },
  { container: 'init', images: ['new:2', 'web:1', 'side:1'] },
  { container: '*', images: ['new:2', 'new:2', 'new:2'] },
])('gives container $container its image, and all else stays', ({ container, images: [init, main, side] }) => {
  const template = {
    metadata: { labels: { app: 'web' } },
    spec: {
      serviceAccountName: 'web',
      initContainers: [{ name: 'init', image: init }],
      containers: [
        { name: 'main', image: main },
        { name: 'side', image: side },
      ],
    },
  };
  const object = shopRollout({ spec: { template: JSON.parse(JSON.stringify(template)) } });
  expect(setImage(ON, ROLLOUT, { container, image: 'new:2' })).toEqual({ kind: 'update', on: ON, object });
});

it.each([
  { given: 'no such container', container: 'nope', image: 'new:2', error: 'unable to find container named "nope"' },
  { given: 'no image', container: 'main', image: '', error: 'container "main" needs an image: main=IMAGE' },
])('refuses $given', ({ container, image, error }) => {
  expect(() => setImage(ON, ROLLOUT, { container, image })).toThrow(error);
});

it('looks for the images where the Rollout takes its template from', () => {
  expect(imageHolder(ROLLOUT)).toEqual(ON);
  const referring = shopRollout({ spec: { workloadRef: { kind: 'ReplicaSet', name: 'web-ref' } } });
  expect(imageHolder(referring)).toEqual({ kind: 'Deployment', name: 'web-ref' });
  expect(() => imageHolder(shopRollout({ spec: { workloadRef: {} } }))).toThrow('has no name');
});
