import { isJsonObject, type Json, type JsonObject } from '../../../core/json.ts';
import { sameJson } from '../../../core/same-json.ts';

/**
 * Whether two stored statuses differ in nothing but when measurements in flight are looked at again: that concerns nobody but
 * the process that looks, and another one would look at once.
 */
export function isSameButForResume(stored: JsonObject, next: JsonObject): boolean {
  const { metricResults: storedResults, ...storedRest } = stored;
  const { metricResults: nextResults, ...nextRest } = next;
  return (
    sameJson(storedRest, nextRest) && sameJson(withoutResume(storedResults ?? []), withoutResume(nextResults ?? []))
  );
}

function withoutResume(json: Json): Json {
  if (Array.isArray(json)) return (json as readonly Json[]).map(withoutResume);
  if (!isJsonObject(json)) return json;
  const { resumeAt, measurements, ...rest } = json;
  const isOver = json['finishedAt'] !== undefined && resumeAt !== undefined;
  return {
    ...rest,
    ...(isOver && { resumeAt }),
    ...(measurements !== undefined && { measurements: withoutResume(measurements) }),
  };
}
