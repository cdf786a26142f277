import { describe } from 'vitest';
import { jobScenarios } from './scenarios.ts';
import { worldInMemory } from './world.ts';

describe('Jobs in memory', () => {
  const world = worldInMemory();
  jobScenarios(() => world);
});
