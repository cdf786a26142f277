import type { Instant } from '../../core/instant.ts';
import type { JsonObject } from '../../core/json.ts';
import type { TemplateSpec } from '../../resources/schema/template-spec.ts';
import type { Templates } from '../../template/collect.ts';
import { Fields } from '../reading/fields.ts';
import type { Experiment } from './experiment.ts';
import { nameOf } from './owner.ts';

/**
 * What an Experiment's plan is made from besides the Experiment, as the API gives it, all of the Experiment's namespace. Whose objects they
 * are is decided here, so more than needed does no harm.
 */
export interface ObservedForExperiment {
  /** Those that an Experiment controls, and those that have a name that it wants. */
  readonly replicaSets: readonly JsonObject[];
  /** As with ReplicaSets. */
  readonly services: readonly JsonObject[];
  /** As with ReplicaSets. A run that the status names and that is not here counts as deleted, so look it up past any cache. */
  readonly analysisRuns: readonly JsonObject[];
  readonly analysisTemplates: readonly JsonObject[];
  readonly clusterAnalysisTemplates: readonly JsonObject[];
  /**
   * What the API refused of an earlier plan of this sync, by `actionKey`, in its own words. Only what trying again cannot mend: these end
   * up in the status. For a name that turned out to be taken, add the object that has it instead.
   */
  readonly refused: ReadonlyMap<string, string>;
}

/** What is the same for every template and analysis of one sync. */
export interface Scene {
  readonly experiment: Experiment;
  readonly observed: ObservedForExperiment;
  readonly now: Instant;
  /** From the status as it was at the beginning of the sync. */
  readonly isEnding: boolean;
}

/** The templates by name. */
export function templatesIn({ analysisTemplates, clusterAnalysisTemplates }: ObservedForExperiment): Templates {
  return { namespaced: byName(analysisTemplates), cluster: byName(clusterAnalysisTemplates) };
}

function byName(objects: readonly JsonObject[]): ReadonlyMap<string, TemplateSpec> {
  // The API server checked them against the schema.
  return new Map(objects.map((object) => [nameOf(object), (new Fields(object).object('spec') ?? {}) as TemplateSpec]));
}
