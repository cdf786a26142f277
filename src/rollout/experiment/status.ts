import type { Instant } from '../../core/instant.ts';
import type { Phase } from '../../resources/run-status.ts';

/** `Experiment.status`, with times as moments. */
export interface ExperimentStatus {
  /** Empty before the first sync. */
  readonly phase: Phase | '';
  /** Empty for none. */
  readonly message: string;
  readonly templateStatuses: readonly TemplateStatus[];
  /** When all templates first ran together. */
  readonly availableAt?: Instant;
  readonly analysisRuns: readonly AnalysisRunStatus[];
  readonly conditions: readonly ExperimentCondition[];
}

export type TemplateCode = 'Progressing' | 'Running' | 'Successful' | 'Failed' | 'Error';

/** Where one template stands. All numbers are pods. */
export interface TemplateStatus {
  readonly name: string;
  readonly replicas: number;
  readonly updatedReplicas: number;
  readonly readyReplicas: number;
  readonly availableReplicas: number;
  readonly collisionCount?: number;
  /** Empty before the first sync. */
  readonly status: TemplateCode | '';
  readonly message: string;
  /** When its size or its pods changed last; the progress deadline counts from here. */
  readonly lastTransitionTime?: Instant;
  /** Its Service, and the hash that it selects; empty for none. */
  readonly serviceName: string;
  readonly podTemplateHash: string;
}

/** Where one analysis stands. */
export interface AnalysisRunStatus {
  /** Name of the analysis. */
  readonly name: string;
  /** Name of its AnalysisRun; empty until there is one. */
  readonly analysisRun: string;
  readonly phase: Phase | '';
  readonly message: string;
}

export interface ExperimentCondition {
  /** `Progressing` or `InvalidSpec`. */
  readonly type: string;
  readonly status: 'True' | 'False' | 'Unknown';
  readonly reason: string;
  readonly message: string;
  readonly lastUpdateTime?: Instant;
  readonly lastTransitionTime?: Instant;
}

/** The status of a template that nobody has looked at. */
export function unseenTemplate(name: string): TemplateStatus {
  return {
    name,
    replicas: 0,
    updatedReplicas: 0,
    readyReplicas: 0,
    availableReplicas: 0,
    status: '',
    message: '',
    serviceName: '',
    podTemplateHash: '',
  };
}

/** The status of an analysis that nobody has looked at. */
export function unseenAnalysis(name: string): AnalysisRunStatus {
  return { name, analysisRun: '', phase: '', message: '' };
}

/** The first of that name, where there are several. */
export function named<T extends { readonly name: string }>(items: readonly T[], name: string): T | undefined {
  return items.find((item) => item.name === name);
}

/** The list with these in the places of those of their names; new ones come last. */
export function replaced<T extends { readonly name: string }>(items: readonly T[], newer: readonly T[]): readonly T[] {
  return newer.reduce((list, item) => {
    const index = list.findIndex(({ name }) => name === item.name);
    return index === -1 ? [...list, item] : list.with(index, item);
  }, items);
}

/** True when the template is done with, one way or another: its status does not change any more. */
export function isTemplateDone({ status }: TemplateStatus): boolean {
  return status === 'Successful' || status === 'Failed' || status === 'Error';
}
