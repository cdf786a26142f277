/**
 * `npm run example`: starts the example service on this machine and lets `verdict run` decide whether its new release may go on.
 * With `--bad` the release is a bad one. Everything else on the command line goes to `verdict run`, such as `-- --output markdown`.
 * Exits as `verdict run` does; nothing is left behind.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { RELEASES, startService } from '../examples/quickstart/service.ts';

const ROOT = join(import.meta.dirname, '..');
const words = process.argv.slice(2);
const isBad = words.includes('--bad');

const service = await startService(isBad ? RELEASES.bad : RELEASES.good);
const command = [
  'run',
  'examples/quickstart/success-rate.yaml',
  '--arg',
  `service-url=${service.url}`,
  ...words.filter((word) => word !== '--bad'),
];
console.error(`A ${isBad ? 'bad' : 'good'} release of the example service listens on ${service.url}.`);
console.error(`$ verdict ${command.join(' ')}\n`);

const verdict = spawn(process.execPath, [join(ROOT, 'src', 'main.ts'), ...command], { cwd: ROOT, stdio: 'inherit' });
// A Ctrl-C goes to both: verdict ends the run properly, and the service must be there until it has.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => verdict.kill('SIGTERM'));
const [code] = await once(verdict, 'exit');
await service.stop();
process.exitCode = typeof code === 'number' ? code : 3;
