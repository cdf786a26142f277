import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listIn } from '../../src/core/json-members.ts';
import { ROOT, started } from '../support/cli-process.ts';
import { type GateStage, openGateStage, template } from '../support/gate-stage.ts';
import { sharedProgram } from '../support/shared-program.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder.ts';

/** All of a page's `sh` blocks, as one script that ends at the first command that fails. */
function scriptOf(page: string): string {
  const blocks = readFileSync(join(ROOT, page), 'utf8').matchAll(/^```sh\n([\s\S]*?)^```$/gm);
  return ['set -eu', ...Array.from(blocks, ([, block = '']) => block)].join('\n');
}

describe.each([
  { page: 'docs/service.md', isOpen: true },
  { page: 'examples/integrations/README.md', isOpen: false },
])('the commands of $page', ({ page, isOpen }) => {
  let folder: TemporaryFolder;
  let stage: GateStage;

  beforeAll(async () => {
    folder = temporaryFolder();
    stage = await openGateStage({ program: await sharedProgram(), isOpen });
    for (const name of ['checkout-slo', 'checkout-guard']) {
      folder.write(`${name}.yaml`, JSON.stringify(template(name, stage.prometheus)));
      await stage.ask(`/templates/${name}`, { method: 'DELETE' });
    }
  });
  afterAll(async () => {
    await stage.stop();
    folder.remove();
  });

  it('work in their order', async () => {
    const env = { PATH: process.env['PATH'] ?? '', VERDICT_SERVER: stage.url, VERDICT_TOKEN: stage.token };
    const words = ['-c', `cd "$0"\n${scriptOf(page)}`, folder.path];
    const { code, stderr, stdout } = await started('sh', words, env).ended;
    expect({ code, stderr, stdout }).toEqual({ code: 0, stderr: expect.anything() as string, stdout });
    const stored = listIn((await stage.ask('/templates')).body, 'items').map((item) => item['name']);
    expect(stored).toContain('checkout-slo');
  });
});
