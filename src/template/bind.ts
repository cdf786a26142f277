import { Fault, textOf } from '../core/fault.ts';
import { quoteBare } from '../core/go/quote.ts';
import { perObject } from '../core/per-object.ts';
import type { RawArgument } from '../resources/schema/argument.ts';
import type { RawMetric } from '../resources/schema/metric.ts';
import { goOrdered, goText } from './go-json.ts';
import { substitute } from './placeholders.ts';

/**
 * Fills the placeholders of a metric. The metric's JSON text is filled and read back, so a placeholder may stand in any text of it,
 * names of members included.
 *
 * @throws Fault TEMPLATE_INVALID with upstream's text: `argument "x" was not supplied`, `failed to resolve {{args.x}}`,
 *   `invalid character 'x' in string escape code` for values with control characters
 * @see analysis.md §3.2
 */
export function bind(metric: RawMetric, args: readonly RawArgument[]): RawMetric {
  const values = valuesOf(args);
  const form = formOf(metric);
  return form.kind === 'filled' ? form.metric : readBack(substitute(form.json, values));
}

/** A metric as it is bound: one without placeholders need not be read back. */
type Form = { readonly kind: 'filled'; readonly metric: RawMetric } | { readonly kind: 'open'; readonly json: string };

// Runs of one template share its metrics, and each binds them.
const formOf = perObject((metric: RawMetric): Form => {
  const ordered = goOrdered(metric);
  const json = goText(ordered);
  return json.includes('{{') ? { kind: 'open', json } : { kind: 'filled', metric: ordered };
});

/** By the name in a placeholder; of two arguments with one name the later counts. */
function valuesOf(args: readonly RawArgument[]): ReadonlyMap<string, string> {
  return new Map(
    args.map(({ name, value }) => {
      if (typeof value !== 'string') {
        throw new Fault('TEMPLATE_INVALID', `argument "${name}" was not supplied`, { argument: name });
      }
      // Go's quoting, not JSON's: upstream quotes so, and some characters do not survive it.
      return [`args.${name}`, quoteBare(value)];
    }),
  );
}

function readBack(json: string): RawMetric {
  try {
    // It was a metric before its texts were filled, and texts stay texts.
    return JSON.parse(json) as RawMetric;
  } catch (thrown) {
    const escape = firstBadEscape(json);
    const text = escape === undefined ? textOf(thrown) : `invalid character '${escape}' in string escape code`;
    throw new Fault('TEMPLATE_INVALID', text, {}, { cause: thrown });
  }
}

/** The character behind the first backslash that JSON does not know. */
function firstBadEscape(json: string): string | undefined {
  return [...json.matchAll(/\\(.)/gsu)].map(([, character = '']) => character).find((c) => !'"\\/bfnrtu'.includes(c));
}
