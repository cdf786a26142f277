import type { Instant } from '../../core/instant.ts';
import type { Json } from '../../core/json.ts';
import type { ApiCall } from './call.ts';
import type { Place } from './place.ts';
import { invalid, type Named, quoted } from './refusals.ts';
import type { Served } from './served.ts';

/** A call that is understood: which resource it is about, and what its query says. */
export interface Asked extends Served {
  readonly call: ApiCall;
  readonly place: Place;
  readonly now: Instant;
  /** Who is noted as the owner of fields. */
  readonly manager: string;
  /** Whether everything is done but stored. */
  readonly isDryRun: boolean;
  readonly validation: 'Ignore' | 'Warn' | 'Strict';
  /** Texts for the header `Warning`; more are put in on the way. */
  readonly warnings: string[];
}

/** Reads what all writing calls have in common. @throws Fault with a 422 or 400 for words that the API server does not know */
export function askedOf(call: ApiCall, place: Place, served: Served, now: Instant): Asked {
  const options = optionsOf(call);
  return {
    ...served,
    call,
    place,
    now,
    manager: call.query['fieldManager'] ?? managerOf(call.userAgent ?? ''),
    isDryRun: dryRunOf(call.query['dryRun'], options),
    validation: validationOf(call.query['fieldValidation'], options),
    warnings: [],
  };
}

/** The part of a user agent before the slash, which stands for a manager that is not named. */
function managerOf(userAgent: string): string {
  return userAgent.split('/')[0] || 'unknown';
}

/** @throws Fault with a 422 */
export function dryRunOf(word: Json | undefined, options: Named): boolean {
  if (word === undefined || word === '') return false;
  if (word === 'All') return true;
  const message = `Unsupported value: [${JSON.stringify(word)}]: supported values: "All"`;
  throw invalid(options, '', [{ reason: 'FieldValueNotSupported', field: 'dryRun', message }]);
}

function validationOf(word: string | undefined, options: Named): Asked['validation'] {
  if (word === undefined || word === '' || word === 'Warn') return 'Warn';
  if (word === 'Ignore' || word === 'Strict') return word;
  const message = `Unsupported value: ${quoted(word)}: supported values: "", "Ignore", "Strict", "Warn"`;
  throw invalid(options, '', [{ reason: 'FieldValueNotSupported', field: 'fieldValidation', message }]);
}

function optionsOf({ method }: ApiCall): Named {
  const words = {
    GET: 'ListOptions',
    POST: 'CreateOptions',
    PUT: 'UpdateOptions',
    PATCH: 'PatchOptions',
    DELETE: 'DeleteOptions',
  };
  return { group: 'meta.k8s.io', word: words[method] };
}
