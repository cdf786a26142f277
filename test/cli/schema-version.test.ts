import { expect, it } from 'vitest';
import { runProgram } from '../../src/cli/program.ts';
import { publishedSchema } from '../../src/resources/schema/published.ts';
import { ServiceConfigSchema } from '../../src/service/config/schema/service-config.ts';
import { testWorld } from './support/world.ts';

async function stdoutOf(...words: readonly string[]): Promise<string> {
  const world = testWorld();
  expect(await runProgram(words, world)).toBe(0);
  return world.written.stdout;
}

it('verdict schema prints the schema that templates are checked with', async () => {
  expect(JSON.parse(await stdoutOf('schema'))).toEqual(publishedSchema());
});

it('verdict schema service-config prints the schema that the configuration of the service is checked with', async () => {
  const schema = JSON.parse(await stdoutOf('schema', 'service-config'));
  expect(Object.keys(schema.properties)).toEqual(Object.keys(ServiceConfigSchema.properties));
  expect(schema).toMatchObject({
    type: 'object',
    additionalProperties: false,
    title: 'The configuration of verdict serve',
  });
});

it('verdict schema --help says how an editor is told', async () => {
  expect(await stdoutOf('schema', '--help')).toContain('# yaml-language-server: $schema=');
});

it('verdict version says the version, for people and for programs', async () => {
  expect(await stdoutOf('version')).toMatch(/^verdict 0\.1\.0 \(Node /);
  expect(JSON.parse(await stdoutOf('version', '--output', 'json'))).toMatchObject({
    name: 'verdict',
    version: '0.1.0',
  });
});
