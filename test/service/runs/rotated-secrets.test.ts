import { expect, it } from 'vitest';
import { Secret } from '../../../src/core/secret.ts';
import type { Provider } from '../../../src/providers/provider.ts';
import type { SecretSource } from '../../../src/runner/secrets/secret-source.ts';
import { moment, openGate } from '../../support/gate.ts';
import { scriptedTemplate, startOf } from '../../support/service-runs.ts';

it('a Secret that is rotated is used from the next look on, and is read once for all runs', async () => {
  const gate = await openGate();
  let token = 'first-token';
  let reads = 0;
  const vault: SecretSource = {
    where: () => 'the vault',
    read: () => {
      reads += 1;
      return Promise.resolve({ kind: 'found', keys: { token: new Secret(token) } });
    },
  };
  const seen: unknown[] = [];
  const provider: Provider = {
    kind: 'scripted',
    type: 'Scripted',
    parse: (raw) => raw,
    measure: (config) => {
      seen.push(config);
      return Promise.resolve({ kind: 'value', value: 1, text: '1' });
    },
  };
  const replica = gate.replica({ providers: [provider], secrets: [vault] });
  const template = scriptedTemplate(
    [{ name: 'errors', interval: '10s', count: 3, provider: { plugin: { scripted: { token: '{{args.token}}' } } } }],
    { args: [{ name: 'token', valueFrom: { secretKeyRef: { name: 'api', key: 'token' } } }] },
  );
  const starts = Array.from({ length: 40 }, () => replica.runs.start('team', startOf(template), { name: 'alice' }));
  const started = await gate.clock.until(Promise.all(starts));
  await gate.clock.run(moment(5));
  const before = reads;
  await gate.clock.run(moment(9.9));
  token = 'second-token';
  await gate.clock.run(moment(15));
  expect(reads - before).toBeLessThan(5);
  const tokens = seen.map((config) => JSON.stringify(config));
  expect(new Set(tokens.slice(0, 40))).toEqual(new Set(['{"token":"first-token"}']));
  expect(new Set(tokens.slice(40))).toEqual(new Set(['{"token":"second-token"}']));
  for (const { run } of started.slice(0, 2)) expect((await gate.ended(run)).stand.verdict).toBe('pass');
  await gate.close();
});
