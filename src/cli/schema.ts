import { Argument } from 'commander';
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

  verdict schema service-config > .verdict-config-schema.json      for the file of \`verdict serve --config\`
`;

/** `verdict schema`: the JSON Schema of the kinds that are read, or of the configuration of the service. */
export const registerSchema: Register = (program, act) => {
  program
    .command('schema')
    .description('print the JSON Schema of AnalysisTemplate, ClusterAnalysisTemplate and AnalysisRun')
    .addArgument(
      new Argument('[of]', 'what the schema is of').choices(['templates', 'service-config']).default('templates'),
    )
    .addHelpText('after', HELP)
    .action((of: 'templates' | 'service-config') =>
      act(async ({ stdout }) => {
        stdout.write(printJson(of === 'templates' ? await schemaOfTemplates() : await schemaOfConfig(), 2));
        return 0;
      }),
    );
};

async function schemaOfTemplates() {
  return (await import('../resources/schema/published.ts')).publishedSchema();
}

async function schemaOfConfig() {
  return (await import('../service/config/schema/published.ts')).publishedConfigSchema();
}
