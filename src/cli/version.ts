import { Option } from 'commander';
import type { Register } from './register.ts';
import { printJson } from './report/print-json.ts';

/** `verdict version`: which version this is and what it runs on. */
export const registerVersion: Register = (program, act) => {
  program
    .command('version')
    .description('say which version this is')
    .addOption(new Option('--output <format>', 'how').choices(['text', 'json']).default('text'))
    .action(({ output }: { readonly output: string }) =>
      act(({ version, stdout }) => {
        const node = process.versions.node;
        const facts = { name: 'verdict', version, node, platform: `${process.platform}-${process.arch}` };
        stdout.write(
          output === 'json' ? printJson(facts, 2) : `verdict ${version} (Node ${node}, ${facts.platform})\n`,
        );
        return 0;
      }),
    );
};
