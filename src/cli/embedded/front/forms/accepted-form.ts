/** What a client can ask for instead of the plain object, as parameters of `application/json` in its `Accept`. */
export interface Transform {
  readonly as: string;
  readonly group: string;
  readonly version: string;
}

interface MediaRange {
  readonly type: string;
  readonly parameters: ReadonlyMap<string, string>;
}

/**
 * The first form that an `Accept` names and that there is; by its `q`, then in the order of the header.
 *
 * @param accept  absent or empty: anything
 * @param offered the forms besides the plain one
 * @returns `plain`, a key of `offered`, or undefined when none fits
 * @see https://kubernetes.io/docs/reference/using-api/api-concepts/#alternate-representations-of-resources
 */
export function acceptedForm<Form extends string>(
  accept: string | undefined,
  offered: Readonly<Record<Form, Transform>>,
): Form | 'plain' | undefined {
  if (accept === undefined || accept.trim() === '') return 'plain';
  for (const { type, parameters } of rangesIn(accept)) {
    if (type === '*/*' || type === 'application/*') return 'plain';
    if (type !== 'application/json') continue;
    if (!parameters.has('as')) return 'plain';
    // Object.keys forgets what the keys of a record are.
    const form = (Object.keys(offered) as Form[]).find((name) => isAskedFor(offered[name], parameters));
    if (form !== undefined) return form;
  }
  return undefined;
}

function isAskedFor({ as, group, version }: Transform, parameters: ReadonlyMap<string, string>): boolean {
  return parameters.get('as') === as && parameters.get('g') === group && parameters.get('v') === version;
}

function rangesIn(accept: string): readonly MediaRange[] {
  const ranges = accept.split(',').map(rangeIn);
  return ranges.filter((range) => weightOf(range) > 0).toSorted((a, b) => weightOf(b) - weightOf(a));
}

function rangeIn(text: string): MediaRange {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim());
  const pairs = parameters.map((parameter): [string, string] => {
    const [name = '', value = ''] = parameter.split('=');
    return [name.trim().toLowerCase(), value.trim()];
  });
  return { type: type.toLowerCase(), parameters: new Map(pairs) };
}

/** 0 to 1; what is no number counts as 1. */
function weightOf({ parameters }: MediaRange): number {
  const weight = Number(parameters.get('q') ?? 1);
  return Number.isNaN(weight) ? 1 : weight;
}
