import type { Register } from './register.ts';
import { printJson } from './report/print-json.ts';

const HELP = `
An editor completes and checks templates with it:

  verdict schema > .verdict-schema.json

  # first line of a template, for editors with yaml-language-server (VS Code, Neovim, Emacs, JetBrains …)
  # yaml-language-server: $schema=./.verdict-schema.json

  // or for all files of a folder, in VS Code's settings.json
  "yaml.schemas": { "./.verdict-schema.json": "analysis/*.yaml" }

The schema knows all providers of Argo Rollouts and what Verdict adds to them (conditionLanguage, transform, tls).
`;

/** `verdict schema`: the JSON Schema of the kinds that are read. */
export const registerSchema: Register = (program, act) => {
  program
    .command('schema')
    .description('print the JSON Schema of AnalysisTemplate, ClusterAnalysisTemplate and AnalysisRun')
    .addHelpText('after', HELP)
    .action(() =>
      act(async ({ stdout }) => {
        const { publishedSchema } = await import('../resources/schema/published.ts');
        stdout.write(printJson(publishedSchema(), 2));
        return 0;
      }),
    );
};
