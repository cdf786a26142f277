import { Fault } from '../../core/fault.ts';
import { isJsonObject } from '../../core/json.ts';
import { checkShape } from '../../resources/checks/check-shape.ts';
import type { Source } from '../../resources/document.ts';
import { formatProblem, type Problem } from '../../resources/problem.ts';
import { asGoReads } from '../../resources/reading/as-go-reads.ts';
import type { Located } from '../../resources/reading/located.ts';
import { readYaml } from '../../resources/reading/read-yaml.ts';
import { patiently, Report } from '../../resources/reading/report.ts';
import { shapeOf } from '../../resources/schema/shape.ts';
import { checkConfig } from './check-config.ts';
import { filledConfig } from './filled-config.ts';
import { withoutClearSecrets } from './references-in.ts';
import { ServiceConfigSchema, type ServiceConfigWritten } from './schema/service-config.ts';
import type { ServiceConfig } from './service-config.ts';

/** What was read, with warnings to be said. */
export interface ConfigRead {
  readonly config: ServiceConfig;
  /** As compilers print them, a line each. */
  readonly warnings: readonly string[];
}

/**
 * Reads the configuration of the service, YAML or JSON. Fields that nobody knows are refused.
 *
 * @throws Fault INPUT_INVALID with every problem, a line each with its place
 */
export function readConfig(source: Source): ConfigRead {
  const { documents, problems } = readYaml(source);
  const [first, ...more] = documents;
  const told = [...problems, ...documents.slice(1).map(surplus)];
  if (first === undefined && told.length === 0) told.push(empty(source));
  const read = first === undefined ? undefined : readDocument(first, told);
  const errors = told.filter(({ severity }) => severity === 'error').toSorted(byPlace);
  if (errors.length > 0 || read === undefined || more.length > 0) {
    throw new Fault('INPUT_INVALID', errors.map(formatProblem).join('\n'), { problems: errors.length });
  }
  return { config: filledConfig(read), warnings: told.toSorted(byPlace).map(formatProblem) };
}

/** The configuration where there is no file: one process on this machine, without authentication. */
export function defaultConfig(): ServiceConfig {
  return filledConfig({});
}

function readDocument(located: Located, told: Problem[]): ServiceConfigWritten | undefined {
  const report = new Report(located);
  const shape = shapeOf(ServiceConfigSchema);
  const read = patiently(() => {
    const json = withoutClearSecrets(asGoReads(located.json, shape, report));
    checkShape(json, shape, report);
    if (isJsonObject(json)) checkConfig(json, report);
    return json;
  });
  told.push(...report.problems);
  // It was held to the schema; where that found something wrong it is not used.
  return isJsonObject(read) ? read : undefined;
}

function surplus({ start }: Located): Problem {
  return { severity: 'error', place: start, path: '', sentence: 'the configuration is one document, found another' };
}

function empty({ name }: Source): Problem {
  const sentence = 'the file is empty; leave --config out for the defaults';
  return { severity: 'error', place: { file: name, line: 1, column: 1 }, path: '', sentence };
}

function byPlace({ place: a }: Problem, { place: b }: Problem): number {
  return a.line - b.line || a.column - b.column;
}
