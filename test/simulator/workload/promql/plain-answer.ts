import { compareText } from '../../../../src/core/go/compare-text.ts';
import { isJsonObject, type Json } from '../../../../src/core/json.ts';

/**
 * An answer of the query API without what is not told: the order of series, and the last digits of sums, which depend on it.
 * Of messages that name two series the order of these.
 */
export function plain(answer: Json): Json {
  if (!isJsonObject(answer)) return answer;
  const { data, error, ...others } = answer;
  return {
    ...others,
    ...(data !== undefined && {
      data: isJsonObject(data) ? { ...data, result: inOrder(rounded(data['result'] ?? null)) } : inOrder(data),
    }),
    ...(typeof error === 'string' && { error: error.replace(/operation: \[.*\];/, 'operation: […];') }),
  };
}

function inOrder(result: Json): Json {
  const isSample = Array.isArray(result) && typeof result[0] === 'number';
  if (!Array.isArray(result) || isSample) return result;
  const texts = result.map((one: Json) => JSON.stringify(isJsonObject(one) ? sorted(one) : one));
  return texts.sort(compareText).map((text) => JSON.parse(text) as Json);
}

function sorted(object: Json): Json {
  if (!isJsonObject(object)) return object;
  return Object.fromEntries(
    Object.entries(object)
      .sort(([a], [b]) => compareText(a, b))
      .map(([name, value]) => [name, sorted(value)]),
  );
}

/** Values keep 11 digits: sums depend on the order of what is added. What is almost 0 beside numbers that were taken from each other is 0. */
function rounded(json: Json): Json {
  if (Array.isArray(json)) {
    const [at, value] = json;
    if (json.length === 2 && typeof at === 'number' && typeof value === 'string') return [at, roundText(value)];
    return json.map(rounded);
  }
  if (!isJsonObject(json)) return json;
  return Object.fromEntries(
    Object.entries(json).map(([name, value]) => [name, name === 'metric' ? value : rounded(value)]),
  );
}

function roundText(text: string): string {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value === 0) return text;
  return Math.abs(value) < 1e-12 && !text.includes('e') ? '0' : String(Number(value.toPrecision(11)));
}
