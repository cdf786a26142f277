import { join } from 'node:path';
import { type CliProcess, type Ended, started } from '../../../support/cli-process.ts';
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporary-folder.ts';

/** kubectl with one kubeconfig, a cache and files of its own. In words, `@name` stands for the path of a file. */
export interface Kubectl {
  /** Runs it to its end. */
  run(...words: readonly string[]): Promise<Ended>;
  /** Starts it and listens. */
  start(...words: readonly string[]): CliProcess;
  remove(): void;
}

/**
 * @param binary      see `findKubectl`
 * @param kubeconfig  its text
 * @param files       texts by name
 */
export function kubectlWith(binary: string, kubeconfig: string, files: Readonly<Record<string, string>> = {}): Kubectl {
  const folder: TemporaryFolder = temporaryFolder();
  const env = { HOME: folder.path, KUBECONFIG: folder.write('kubeconfig', kubeconfig) };
  const cache = ['--cache-dir', join(folder.path, 'cache')];
  const paths = new Map(Object.entries(files).map(([name, text]) => [`@${name}`, folder.write(name, text)]));
  const start = (...words: readonly string[]): CliProcess =>
    started(binary, [...cache, ...words.map((word) => paths.get(word) ?? word)], env);
  return {
    start,
    run: (...words) => start(...words).ended,
    remove: () => folder.remove(),
  };
}
