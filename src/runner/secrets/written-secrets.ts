import { isJsonObject, type Json } from '../../core/json.ts';
import { Secret } from '../../core/secret.ts';

/** Names of settings and headers behind which a secret stands, whoever wrote it there. */
const SECRET_NAME = /secret|password|passwd|token|api-?_?key|app-?_?key|authorization|cookie|client-?_?key$/i;
/** Anything shorter is no secret worth the name, and hiding it would spoil texts. */
const SHORTEST = 6;

/**
 * The secrets that a metric's provider settings hold, arguments filled in: values of settings and headers that are named like one,
 * with and without a scheme such as `Bearer`, and passwords in addresses. For redaction only.
 */
export function writtenSecrets(json: Json): readonly Secret[] {
  return [...textsIn(json)].filter((text) => text.length >= SHORTEST).map((text) => new Secret(text));
}

function* textsIn(json: Json): Generator<string> {
  if (typeof json === 'string') yield* passwordIn(json);
  else if (Array.isArray(json)) for (const item of json as readonly Json[]) yield* textsIn(item);
  else if (isJsonObject(json)) {
    for (const [name, value] of Object.entries(json))
      yield* SECRET_NAME.test(name) ? credentialsIn(value) : textsIn(value);
    yield* headerIn(json);
  }
}

/** A header as templates write it: `{key: Authorization, value: Bearer …}`. */
function* headerIn(json: { readonly [name: string]: Json }): Generator<string> {
  const { key, value } = json;
  if (typeof key === 'string' && SECRET_NAME.test(key) && value !== undefined) yield* credentialsIn(value);
}

function* credentialsIn(value: Json): Generator<string> {
  if (typeof value !== 'string') {
    yield* textsIn(value);
    return;
  }
  yield value;
  const scheme = /^\S+ +(.+)$/.exec(value);
  if (scheme?.[1] !== undefined) yield scheme[1];
}

function* passwordIn(text: string): Generator<string> {
  const password = /^[a-z][a-z0-9+.-]*:\/\/[^/?#@]*:([^/?#]*)@/i.exec(text)?.[1];
  if (password !== undefined) yield password;
}
