import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CliProcess, ROOT, started } from '../../support/cli-process.ts';
import { CALLBACK_SECRET, type GateStage } from '../../support/gate-stage.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts';

const EXAMPLES = join(ROOT, 'examples', 'integrations');

/** A release by one of the pipelines of examples/integrations, as a process. */
export interface Release {
  readonly pipeline: CliProcess;
  /** What was deployed so far, in order: `canary`, `all`, `back`. */
  deployed(): readonly string[];
  /** Resolves once the newest deployment is this. */
  untilDeployed(what: string): Promise<void>;
  end(): Promise<void>;
}

export interface ReleaseWish {
  readonly stage: GateStage;
  /** The bundle, for pipelines that call `verdict`. */
  readonly program: string;
  /** Different for each release. */
  readonly name: string;
  readonly script: 'release-with-curl.sh' | 'release-with-cli.sh';
  /** How long the one with the CLI watches. */
  readonly watch?: string;
}

/** Begins a release, with a receiver of callbacks beside it that takes the release back at a breach. */
export async function beginRelease(wish: ReleaseWish): Promise<Release> {
  const folder = temporaryFolder();
  const log = folder.at('deployed');
  const deploy = script(folder, 'deploy.sh', `echo "$1" >>'${log}'`);
  script(folder, 'verdict', `exec '${process.execPath}' '${wish.program}' "$@"`);
  const path = `${folder.path}:${process.env['PATH'] ?? ''}`;
  const receiver = started(process.execPath, [join(EXAMPLES, 'callback', 'receive.ts'), '0', deploy, 'back'], {
    PATH: path,
    VERDICT_CALLBACK_SECRET: CALLBACK_SECRET,
  });
  const port = await receiverPort(receiver);
  const { url, token } = wish.stage;
  const env = {
    VERDICT_SERVER: url,
    VERDICT_TOKEN: token,
    DEPLOY: deploy,
    RELEASE: wish.name,
    WATCH: wish.watch ?? '',
  };
  const words = ['-c', `cd "$0" && exec "$@"`, folder.path, join(EXAMPLES, wish.script), 'checkout'];
  const pipeline = started('sh', [...words, `http://127.0.0.1:${port}`], { ...env, PATH: path, HOME: folder.path });
  const deployed = (): readonly string[] => (existsSync(log) ? readFileSync(log, 'utf8').split('\n').slice(0, -1) : []);
  return {
    pipeline,
    deployed,
    async untilDeployed(what) {
      // Another process writes the file and tells nobody.
      while (deployed().at(-1) !== what) await new Promise((resolve) => setTimeout(resolve, 20));
    },
    async end() {
      receiver.child.kill();
      pipeline.child.kill();
      await Promise.all([receiver.ended, pipeline.ended]);
      folder.remove();
    },
  };
}

function script(folder: TemporaryFolder, name: string, body: string): string {
  const path = folder.write(name, `#!/bin/sh\n${body}\n`);
  chmodSync(path, 0o755);
  return path;
}

async function receiverPort(receiver: CliProcess): Promise<string> {
  let said = '';
  receiver.child.stdout?.on('data', (text: string) => {
    said += text;
  });
  await receiver.says(/listening on \d+/);
  return /listening on (\d+)/.exec(said)?.[1] ?? '';
}
