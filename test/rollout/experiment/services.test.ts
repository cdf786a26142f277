import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/core/json.ts';
import { Fields } from '../../../src/rollout/reading/fields.ts';
import { experiment, template, World } from './world.ts';

function served(service: JsonObject, port?: number): JsonObject {
  return experiment({ templates: [template('canary', { service }, port)], duration: '30s', scaleDownDelaySeconds: 0 });
}

function templateStatus(world: World): Fields {
  return new Fields(world.status.list('templateStatuses')[0]);
}

describe('the Service of a template (rollout.md §18.3)', () => {
  it('is called like the ReplicaSet, selects its pods, and has the ports of all containers', () => {
    const world = new World(served({}, 8080)).settle();
    const { labels } = world.get('ReplicaSet/shop/exp-canary')['metadata'] as { readonly labels: JsonObject };
    expect(world.get('Service/shop/exp-canary')).toMatchObject({
      metadata: {
        annotations: { 'experiment.argoproj.io/name': 'exp', 'experiment.argoproj.io/template-name': 'canary' },
        ownerReferences: [{ kind: 'Experiment', name: 'exp', uid: 'uid-1', controller: true }],
      },
      spec: { selector: labels, ports: [{ name: 'http', protocol: 'TCP', port: 8080, targetPort: 8080 }] },
    });
    expect(templateStatus(world).text('serviceName')).toBe('exp-canary');
    expect(templateStatus(world).text('podTemplateHash')).toBe(labels['rollouts-pod-template-hash']);
  });

  it('may have a name of its own', () => {
    const world = new World(served({ name: 'try-me' }, 8080)).settle();
    expect(world.has('Service/shop/try-me')).toBe(true);
    expect(templateStatus(world).text('serviceName')).toBe('try-me');
  });

  it('is not made for pods without ports', () => {
    expect(new World(served({})).settle().has('Service/shop/exp-canary')).toBe(false);
  });

  it('goes when no pod is available any more, and not before', () => {
    const world = new World(served({}, 8080)).settle().later(31);
    world.sync();
    world.sync();
    expect(world.replicas('canary')).toBe(0);
    expect(world.has('Service/shop/exp-canary')).toBe(true);
    world.startPods();
    expect(world.settle().has('Service/shop/exp-canary')).toBe(false);
    expect(templateStatus(world).text('serviceName')).toBe('');
  });

  it('goes when the template no longer asks for one', () => {
    const world = new World(served({}, 8080)).settle();
    world.patch('Experiment/shop/exp', { spec: { templates: [template('canary')] } });
    expect(world.sync()).toContain('deleteService exp-canary');
  });

  it('is not taken from somebody else', () => {
    const stranger = { kind: 'Service', metadata: { name: 'exp-canary', namespace: 'shop' }, spec: {} };
    const world = new World(served({}, 8080), stranger).settle();
    expect(world.phase).toBe(
      "Error: Failed to create Service exp-canary for template 'canary': " +
        'service exp-canary already exists and is not owned by experiment template canary',
    );
  });
});
