import { type RunSummary, VERDICTS, type Verdict } from '../api/wire.ts';

/** Which runs a list shows. It is kept in the page's address: `?verdict=fail&label=team%3Dshop&template=success-rate`. */
export interface RunFilter {
  /** One verdict, or the runs that go on; absent for all. */
  readonly verdict?: Verdict | 'running';
  /** `name=value`; all of them must be there. */
  readonly labels: readonly string[];
  readonly template?: string;
}

export function filterFromSearch(search: string): RunFilter {
  const params = new URLSearchParams(search);
  const verdict = [...VERDICTS, 'running' as const].find((known) => known === params.get('verdict'));
  const template = params.get('template')?.trim();
  return {
    ...(verdict !== undefined && { verdict }),
    labels: [...new Set(params.getAll('label').filter((label) => /^[^=]+=/.test(label)))],
    ...(template && { template }),
  };
}

/** The address's query for a filter: empty for none, else it starts with `?`. The API takes the same. */
export function searchOfFilter({ verdict, labels, template }: RunFilter): string {
  const params = new URLSearchParams();
  if (verdict !== undefined) params.set('verdict', verdict);
  for (const label of labels) params.append('label', label);
  if (template !== undefined) params.set('template', template);
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}

/** Whether a run is one of those the filter lets through. */
export function fits(run: RunSummary, { verdict, labels, template }: RunFilter): boolean {
  if (verdict !== undefined && verdict !== (run.verdict ?? 'running')) return false;
  if (template !== undefined && !run.source.includes(template)) return false;
  return labels.every((label) => {
    const at = label.indexOf('=');
    return run.labels[label.slice(0, at)] === label.slice(at + 1);
  });
}

export function isFiltered({ verdict, labels, template }: RunFilter): boolean {
  return verdict !== undefined || labels.length > 0 || template !== undefined;
}

/** A filter that lets less through: labels add up, a template takes the place of another. */
export function narrowed(filter: RunFilter, more: Partial<RunFilter>): RunFilter {
  return { ...filter, ...more, labels: [...new Set([...filter.labels, ...(more.labels ?? [])])] };
}
