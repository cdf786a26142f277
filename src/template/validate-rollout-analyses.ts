import { Fault, textOf } from '../core/fault.ts';
import { quote } from '../core/go/quote.ts';
import type { JsonObject } from '../core/json.ts';
import { analysisFaults } from './analysis-faults.ts';
import { type Collected, collect, type Templates } from './collect.ts';
import { type AnalysisUse, analysisUses } from './rollout-analyses.ts';

/**
 * Checks the analyses of a Rollout against the templates that exist. A reference that leads nowhere hides everything else.
 *
 * @param rollout    the Rollout as JSON
 * @param templates  namespaced ones from the Rollout's namespace
 * @returns          upstream's errors with their field paths, in order; the first becomes the condition InvalidSpec. Empty when all is well
 * @see analysis.md §12.2
 */
export function validateRolloutAnalyses(rollout: JsonObject, templates: Templates): readonly string[] {
  const uses = analysisUses(rollout);
  try {
    const collected = uses.map((use) => ({ use, collected: collectFor(use, templates) }));
    return collected.flatMap((pair) =>
      analysisFaults(pair.use, pair.collected, rollout).map(({ path, value, detail }) => invalid(path, value, detail)),
    );
  } catch (thrown) {
    return [textOf(thrown)];
  }
}

function collectFor(use: AnalysisUse, templates: Templates): Collected {
  const refs = use.analysis.templates ?? [];
  try {
    return collect(refs, templates, ({ templateName, clusterScope }, isNested) => {
      const kind = clusterScope === true ? 'ClusterAnalysisTemplate' : 'AnalysisTemplate';
      const text = invalid(isNested ? 'spec.templates' : use.path, templateName, `${kind} '${templateName}' not found`);
      return new NotFound(text, templateName);
    });
  } catch (thrown) {
    if (thrown instanceof NotFound) throw thrown;
    throw new Fault(
      'TEMPLATE_INVALID',
      invalid(use.path, refs[0]?.templateName ?? '', textOf(thrown)),
      {},
      { cause: thrown },
    );
  }
}

/** A reference that leads nowhere; its text has a field path already. */
class NotFound extends Fault {
  constructor(message: string, template: string) {
    super('TEMPLATE_INVALID', message, { template });
  }
}

function invalid(path: string, value: string, text: string): string {
  return `${path}: Invalid value: ${quote(value)}: ${text}`;
}
